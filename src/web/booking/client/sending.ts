import { type BookingBody, bodyOf, problemsOf, valuesOf } from "../form-fields.ts";
import { redirectAfter, viewQuery } from "../address.ts";
import { firstProblem } from "../parts/details-part.tsx";
import type { PageState, FormError } from "../state.ts";
import { announce, focusOn } from "./announce.ts";
import { type BookAnswer, postBooking } from "./api.ts";
import { postReschedule } from "./rescheduling.ts";
import { tellBooked } from "./frame.ts";
import type { Store } from "./store.ts";

/** After this time a request counts as slow. */
const SLOW_MS = 4_000;

/** Submits the form, one request at a time, and shows the result. */
export function bookingSender(store: Store) {
  let isUnderWay = false;
  const keys = attemptKeys(store.state().attempt);

  return async function send(form: HTMLFormElement, by: HTMLElement | null): Promise<void> {
    if (isUnderWay) return;
    isUnderWay = true;
    const values = valuesOf(new FormData(form, by).entries());
    const body = bodyOf(values, store.state().event.questions);
    store.set({ values, formError: null, problems: {}, live: live(store, "sending") });
    announce(store.state().texts.sending);
    const slow = setTimeout(() => store.set({ live: live(store, "slowly") }), SLOW_MS);
    try {
      const state = store.state();
      const answer = state.rescheduling
        ? postReschedule(state, body)
        : postBooking(state, body, keys.keyFor(body));
      settle(store, body, await answer);
    } catch {
      complain(store, navigator.onLine ? "unreachable" : "offline");
    } finally {
      clearTimeout(slow);
      isUnderWay = false;
    }
  };
}

function live(store: Store, sending: "no" | "sending" | "slowly") {
  return { ...store.state().live!, sending };
}

/** Every attempt gets its own idempotency key; submitting the same form again reuses it and cannot book twice. */
function attemptKeys(first: string) {
  let key = first;
  let sent: string | undefined;
  return {
    keyFor(body: BookingBody): string {
      const text = JSON.stringify(body);
      if (sent !== undefined && sent !== text) key = newKey();
      sent = text;
      return key;
    },
  };
}

/** `crypto.randomUUID` is not available without https. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

function settle(store: Store, body: BookingBody, answer: BookAnswer): void {
  if ("booked" in answer) {
    store.set({ booked: answer.booked, isNew: true, live: live(store, "no") });
    const { view_url } = answer.booked;
    if (!store.state().rescheduling)
      history.replaceState({ isBooked: true }, "", view_url + viewQuery(store.state()));
    tellBooked(answer.booked);
    const { redirectsTo } = store.state();
    if (redirectsTo !== null) return location.assign(redirectAfter(redirectsTo, answer.booked));
    announce("");
    return focusOn("#booked");
  }
  if (answer.code_sent) return askForCode(store, answer.status === 409 ? "proveAddress" : "codeSent");
  if (answer.code === "too_many_bookings") return complain(store, "tooManyBookings");
  if (answer.code === "too_many_moves") return complain(store, "tooManyMoves");
  if (answer.code === "link_used") return complain(store, "linkUsed");
  if (answer.code === "calendar_unreachable") return complain(store, "calendarUnreachable");
  if (answer.status === 409) return tryNearby(store, answer.nearest ?? []);
  if (answer.status === 422) return showProblems(store, body, answer.details ?? []);
  const formErrors: Record<number, FormError> = { 404: "noLongerOffered", 429: "tooMany" };
  complain(store, formErrors[answer.status] ?? "serverTrouble");
}

function askForCode(store: Store, formError: FormError): void {
  const { email_code: _, ...values } = store.state().values;
  store.set({ codeSent: true, formError, problems: {}, values, live: live(store, "no") });
  announce("");
  focusOn("#email_code");
}

function tryNearby(store: Store, nearest: PageState["nearest"]): void {
  const { start_time: _, ...values } = store.state().values;
  store.set({ formError: "taken", nearest, values, live: live(store, "no") });
  announce("");
  focusOn("#trouble");
}

function showProblems(
  store: Store,
  body: BookingBody,
  details: readonly { path: string; message: string }[],
): void {
  if (details.some(({ path }) => path === "/idempotency-key")) return complain(store, "alreadySent");
  const problems = problemsOf(details, body, store.state().event.questions);
  store.set({ formError: "fields", problems, live: live(store, "no") });
  announce("");
  const first = firstProblem(store.state());
  focusOn(first === undefined ? "#trouble" : `[name="${CSS.escape(first)}"]`);
}

function complain(store: Store, formError: FormError): void {
  store.set({ formError, live: live(store, "no") });
  announce("");
  focusOn("#trouble");
}
