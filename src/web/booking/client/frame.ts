import type { Booked } from "../state.ts";

/** Messages to the window around, when there is one. */
const isFramed = window.parent !== window;

/** Tells that a booking was made. */
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

/** Asks to be closed. */
export function tellClose(): void {
  tell({ type: "schedkit:close" });
}

/** Tells the height of the page, now and whenever it changes, and in the end that this page goes. */
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
 * The origin of the window around, so that a page which has meanwhile come to stand there hears nothing. Some browsers
 * do not tell it, and sandboxed pages and files have none: then everybody who may frame this page may also hear it.
 */
function originAround(): string {
  const [nearest] = window.location.ancestorOrigins ?? [];
  return nearest === undefined || nearest === "null" ? "*" : nearest;
}
