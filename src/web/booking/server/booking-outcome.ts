import { Value } from "@sinclair/typebox/value";
import { bookBody, bookCommand, idempotencyKey } from "../../../api/bookings/book.ts";
import { slotJson } from "../../../api/slots.ts";
import type { Party } from "../../../domain/booking.ts";
import { isoInstant, isoLocal, parseInstant } from "../../../domain/clock.ts";
import { type EpochMs, MINUTE_MS } from "../../../domain/interval.ts";
import { mostGuests } from "../../../domain/limits.ts";
import type { Booking } from "../../../domain/records.ts";
import { zoneOf } from "../../../domain/zone.ts";
import { type BookingBody, problemsOf } from "../form-fields.ts";
import { type Booked, nearestTo, type PageState, type Slot } from "../state.ts";
import { book } from "../../../usecases/bookings/book.ts";
import type { Refusal } from "../../../domain/refusal.ts";
import type { Deps } from "../../../usecases/deps.ts";
import type { SharedPurpose } from "../../../security/action-token.ts";
import { requestCode } from "../../../usecases/limits/email-codes.ts";
import type { Booker } from "../../../http/booker.ts";
import { slotsAround } from "./booking-state.ts";
import { basePathOf } from "../../../http/paths.ts";
import { detailsAbout } from "../../../http/error-details.ts";
import { invalidProblem, type Problem, problemFor } from "../../../http/errors.ts";

/** A new booking for its page, or the reason for a refusal, with the nearest free slots if that helps. */
export type BookingResult =
  | { readonly booked: Booked }
  | {
      readonly problem: Problem;
      readonly nearest?: readonly Slot[];
      /** A code was emailed to verify the address. */
      readonly codeSent?: true;
    };

/** Books for a page; if the time is taken, finds the nearest free slots. */
export async function placed(
  deps: Deps,
  username: string,
  eventSlug: string,
  body: unknown,
  sentKey: string | null,
  acceptLanguage: string | null,
  booker: Booker,
): Promise<BookingResult> {
  if (!Value.Check(bookBody, body)) {
    return { problem: invalidProblem(detailsAbout(Value.Errors(bookBody, body))) };
  }
  const key = idempotencyKey(sentKey);
  if (!key.ok) return { problem: problemFor(key.refusal) };
  const command = bookCommand(username, eventSlug, body, key.value, acceptLanguage);
  const outcome = await book(deps, { ...command, ...booker });
  if (outcome.ok) return { booked: bookedView(deps, outcome.value, { slug: username }, "attendee") };
  const problem = problemFor(outcome.refusal);
  if (body.email_code === undefined && wantsCode(outcome.refusal)) {
    const { hostSlug, attendeeEmail: email, attendeeLocale: locale } = command;
    await requestCode(deps, { hostSlug, eventSlug, email, locale, client: booker.client?.narrow });
    return { problem, codeSent: true };
  }
  if (outcome.refusal !== "slot_unavailable") return { problem };
  const startsAt = parseInstant(body.start_time)!;
  const free = await slotsAround(deps, username, eventSlug, startsAt, body);
  return { problem, nearest: nearestTo(isoInstant(startsAt), free) };
}

/** Returns whether a code would resolve the refusal. */
function wantsCode(refusal: Refusal): boolean {
  if (typeof refusal === "string") return refusal === "too_many_bookings";
  return "invalid" in refusal && refusal.invalid.some(({ path }) => path === "/email_code");
}

/** The booking as the page shows it and reports it to its parent window. */
export function bookedView(
  deps: Deps,
  booking: Booking,
  host: { readonly slug: string; readonly time_zone?: string },
  reader: Party,
): Booked {
  const zone = zoneOf((reader === "host" && host.time_zone) || booking.attendee_time_zone);
  const base = basePathOf(deps.publicUrl);
  const tokenFor = (purpose: SharedPurpose) =>
    deps.tokens.issue(reader === "host" ? `host_${purpose}` : purpose, booking);
  const path = [host.slug, booking.event_type.slug].map(encodeURIComponent).join("/");
  return {
    id: booking.id,
    uid: booking.uid,
    status: booking.status,
    requires_confirmation: booking.requires_confirmation,
    attendee_name: booking.attendee_name,
    attendee_email: booking.attendee_email,
    attendee_timezone: zone.name,
    start_time: isoInstant(booking.starts_at),
    end_time: isoInstant(booking.ends_at),
    event_type: booking.event_type.title,
    start_local: isoLocal(zone, booking.starts_at),
    end_local: isoLocal(zone, booking.ends_at),
    location: booking.location,
    is_over: booking.ends_at <= deps.now(),
    view_url: `${base}/booking/${tokenFor("view")}`,
    move_url: `${base}/v1/reschedule/${tokenFor("reschedule")}`,
    cancel_url: `${base}/v1/cancel/${tokenFor("cancel")}`,
    guests_url: guestsUrlOf(deps, booking, reader),
    ics_url: `${base}/book/${path}/${tokenFor("reschedule")}.ics`,
  };
}

function guestsUrlOf(deps: Deps, booking: Booking, reader: Party): string | null {
  if (reader === "host" || mostGuests(booking) === 0) return null;
  return `${basePathOf(deps.publicUrl)}/v1/guests/${deps.tokens.issue("guests", booking)}`;
}

/** The form again, with its input and the errors. */
export function refusedState(
  state: PageState,
  body: BookingBody,
  { problem, nearest = [], codeSent }: Extract<BookingResult, { problem: Problem }>,
): PageState {
  const { status, body: refusal } = problem;
  const details = refusal.details ?? [];
  const isTimeWrong = details.some(({ path }) => path === "/start_time" || path === "/timezone");
  if (isTimeWrong) return { ...state, slot: null, formError: null };
  const slot = state.slot ?? askedSlot(state, parseInstant(body.start_time)!);
  if (codeSent) return { ...state, slot, codeSent, formError: status === 409 ? "proveAddress" : "codeSent" };
  if (refusal.code === "too_many_bookings") return { ...state, slot, formError: "tooManyBookings" };
  if (refusal.code === "link_used") return { ...state, slot, formError: "linkUsed" };
  if (refusal.code === "calendar_unreachable") return { ...state, slot, formError: "calendarUnreachable" };
  if (status === 429) return { ...state, slot, formError: "tooMany" };
  if (status === 409) {
    const { start_time: _, ...values } = state.values;
    return {
      ...state,
      slot,
      formError: "taken",
      nearest,
      values,
    };
  }
  if (status === 404) return { ...state, formError: "noLongerOffered" };
  if (details.some(({ path }) => path === "/idempotency-key")) return { ...state, formError: "alreadySent" };
  const isCodeTyped = body.email_code !== undefined;
  return {
    ...state,
    slot,
    codeSent: isCodeTyped,
    formError: "fields",
    problems: problemsOf(details, body, state.event.questions),
  };
}

/** The requested slot, as the page showed it while it was free. */
export function askedSlot({ event, timeZone }: PageState, startsAt: EpochMs): Slot {
  return slotJson(zoneOf(timeZone), startsAt, startsAt + event.duration_minutes * MINUTE_MS);
}
