import { findBookingOfHost } from "../../../db/queries/bookings/bookings.ts";
import { asOf } from "../../../domain/booking.ts";
import type { Booking } from "../../../domain/records.ts";
import { guestList, idOf, nonEmpty, strictObject, text } from "../../../http/fields.ts";
import { problemFor } from "../../../http/errors.ts";
import { fill } from "../../../i18n/wording.ts";
import { decide } from "../../../usecases/bookings/decide.ts";
import { historyOf } from "../../../usecases/bookings/history.ts";
import { setNoShow } from "../../../usecases/bookings/no-show.ts";
import { changeGuests } from "../../../usecases/guests/change-guests.ts";
import { changeNotes } from "../../../usecases/bookings/host-notes.ts";
import { entryChangedElsewhere } from "../../../usecases/calendars/changed-entries.ts";
import type { DashboardContext } from "../context.ts";
import { type Form, formWith, readForm, refusedForm } from "../forms/form.ts";
import { filledWith, type Sent, valueOf, withValues } from "../forms/sent.ts";
import { leadTo, show, showMissing } from "../show.ts";
import { withGuestLines, withGuestProblem } from "./guests.tsx";
import { bookingPage } from "./booking-page.tsx";

const body = strictObject({ reason: text(1000), host_notes: text(5000) });
const guestsBody = strictObject({ guests: guestList("") });

const decisions = { confirm: "confirmed", decline: "declined", cancel: "cancelled" } as const;
type Done = (typeof decisions)[keyof typeof decisions] | "rescheduled" | "booked";

/** Shows one booking. `?done=` names what has just happened to it. */
export async function bookingView(context: DashboardContext): Promise<Response> {
  const booking = await ownBooking(context);
  if (!booking) return showMissing(context);
  return showBooking(context, booking, undefined, noticeOf(context, booking));
}

/** The host's booking in the path, an overdue request as declined. */
export async function ownBooking({ deps, host, params }: DashboardContext): Promise<Booking | undefined> {
  const found = await findBookingOfHost(deps.database.read, host.id, idOf(params["id"] ?? ""));
  return found && asOf(found, deps.now());
}

async function showBooking(
  context: DashboardContext,
  booking: Booking,
  form?: Form,
  notice?: string,
  status = 200,
): Promise<Response> {
  const { deps } = context;
  const history = await historyOf(deps, booking);
  const entry = await entryChangedElsewhere(deps, booking);
  const page = { context, booking, entry, history, form: form ?? storedForm(booking), notice };
  return show(context, bookingPage(page), status);
}

function storedForm({ host_notes, guests }: Booking): Form {
  return formWith(filledWith({ host_notes, guests }));
}

/** Shows a booking after something else was not done with it. */
export function showBookingProblem(
  context: DashboardContext,
  booking: Booking,
  problem: string,
): Promise<Response> {
  return showBooking(context, booking, { ...storedForm(booking), problem }, undefined, 409);
}

function noticeOf({ query, translation }: DashboardContext, booking: Booking): string | undefined {
  const { bookings, calendars } = translation.texts;
  const { done, one } = bookings;
  const asked = query.get("done");
  if (asked === "notes") return one.noteSaved;
  if (asked === "guests") return one.guestsSaved;
  if (asked === "no-show" || asked === "came") return asked === "came" ? one.noShowUndone : one.noShowDone;
  if (asked === "restored") return calendars.changed.restored;
  const known: readonly Done[] = ["confirmed", "declined", "cancelled", "rescheduled", "booked"];
  const what = known.find((name) => name === asked);
  return what && fill(done[what], { name: booking.attendee_name });
}

/** A decision, or new notes. */
export async function changeBooking(context: DashboardContext): Promise<Response> {
  const booking = await ownBooking(context);
  if (!booking) return showMissing(context);
  const { translation, sent, caller, deps } = context;
  const { texts } = translation;
  const kept = withStored(sent, booking);
  const what = valueOf(sent, "do");
  if (what === "notes") {
    const read = readForm(texts, body, withValues(kept, { reason: "" }), ["reason", "host_notes"]);
    if ("form" in read) return showBooking(context, booking, read.form, undefined, 422);
    await changeNotes(deps, caller, booking.id, nonEmpty(read.body.host_notes));
    return leadTo(context, `bookings/${booking.id}?done=notes`);
  }
  if (what === "guests") return saveGuests(context, booking, withGuestLines(kept));
  if (what === "no-show" || what === "came") {
    const outcome = await setNoShow(deps, caller, booking.id, what === "no-show");
    if (outcome.ok) return leadTo(context, `bookings/${booking.id}?done=${what}`);
    return showBooking(context, booking, refusedForm(texts, kept, outcome.refusal), undefined, 409);
  }
  if (!isDecision(what)) return showBooking(context, booking);
  const read = readForm(texts, body, kept, ["reason", "host_notes"]);
  if ("form" in read) return showBooking(context, booking, read.form, undefined, 422);
  if (valueOf(sent, "seen") !== String(booking.updated_at)) {
    const form = { ...formWith(kept), problem: texts.shell.changedMeanwhile };
    return showBooking(context, booking, form, undefined, 409);
  }
  const ref = { hostId: booking.host_id, id: booking.id, by: caller.actor };
  const reason = nonEmpty(read.body.reason);
  const outcome = await decide(deps, ref, what, { actor: "host", reason });
  if (outcome.ok) return leadTo(context, `bookings/${booking.id}?done=${decisions[what]}`);
  const current = (await ownBooking(context)) ?? booking;
  return showBooking(context, current, refusedForm(texts, kept, outcome.refusal), undefined, 409);
}

/** What was sent, with what is stored in the fields of the page's other forms. */
function withStored(sent: Sent, { host_notes, guests }: Booking): Sent {
  return new Map([...filledWith({ host_notes, guests }), ...sent]);
}

async function saveGuests(context: DashboardContext, booking: Booking, sent: Sent): Promise<Response> {
  const { deps, caller, translation } = context;
  const { texts } = translation;
  const read = readForm(texts, guestsBody, sent, ["guests"]);
  if ("form" in read) return showBooking(context, booking, withGuestProblem(read.form), undefined, 422);
  const ref = { hostId: booking.host_id, id: booking.id, by: caller.actor };
  const outcome = await changeGuests(deps, ref, { guests: read.body.guests, actor: "host" });
  if (outcome.ok) return leadTo(context, `bookings/${booking.id}?done=guests`);
  const form = withGuestProblem(refusedForm(texts, sent, outcome.refusal));
  return showBooking(context, booking, form, undefined, problemFor(outcome.refusal).status);
}

function isDecision(what: string): what is keyof typeof decisions {
  return Object.hasOwn(decisions, what);
}
