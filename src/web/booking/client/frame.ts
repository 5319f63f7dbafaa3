import type { Booked } from "../state.ts";

/** Messages to the parent window, if there is one. */
const isFramed = window.parent !== window;

export function tellBooked(booked: Booked): void {
  const { id, uid, status, requires_confirmation, attendee_name, attendee_email } = booked;
  const { attendee_timezone, start_time, end_time, event_type } = booked;
  const payload = {
    id,
    uid,
    status,
    requires_confirmation,
    attendee_name,
    attendee_email,
    attendee_timezone,
    start_time,
    end_time,
    event_type,
  };
  tell({ type: "schedkit:booked", payload, data: payload });
}

export function tellClose(): void {
  tell({ type: "schedkit:close" });
}

/** Reports the height of the page whenever it changes, and finally that the page unloads. */
export function tellHeight(page: Element): void {
  if (!isFramed) return;
  let last = 0;
  window.addEventListener("pagehide", () => tell({ type: "schedkit:leave" }));
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    if (height === last) return;
    last = height;
    tell({ type: "schedkit:resize", payload: { height } });
  });
  observer.observe(page);
}

function tell(message: object): void {
  if (isFramed) window.parent.postMessage(message, originAround());
}

/**
 * The origin of the parent window, so that another page that replaces it receives nothing. Some browsers do not reveal it,
 * and sandboxed pages and files have none: then any parent that may frame this page may also receive its messages.
 */
function originAround(): string {
  const [nearest] = window.location.ancestorOrigins ?? [];
  return nearest === undefined || nearest === "null" ? "*" : nearest;
}
