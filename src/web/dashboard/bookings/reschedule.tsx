import { Type } from "@sinclair/typebox";
import { checkTransition } from "../../../domain/booking.ts";
import type { Booking } from "../../../domain/records.ts";
import { nonEmpty, strictObject, text } from "../../../http/fields.ts";
import { fill } from "../../../i18n/wording.ts";
import { listRescheduleSlots } from "../../../usecases/bookings/list-slots.ts";
import { reschedule } from "../../../usecases/bookings/reschedule.ts";
import type { DashboardContext } from "../context.ts";
import { FormProblem, Hidden, TextArea } from "../forms/fields.tsx";
import { type Form, formWith, readForm, refusedForm } from "../forms/form.ts";
import { nothingSent, type Sent, valueOf } from "../forms/sent.ts";
import { leadTo, show, showMissing, showRefusal } from "../show.ts";
import { timesOf } from "../times.tsx";
import { ownBooking } from "./booking.ts";
import {
  ChooseTime,
  type ChosenDay,
  chosenDay,
  chosenStart,
  dayToShow,
  withTimeProblem,
} from "./choose-time.tsx";

const reasonBody = strictObject({ reason: Type.Optional(text(1000)) });

/** The page for another time of a booking. */
export async function reschedulePage(context: DashboardContext): Promise<Response> {
  const booking = await ownBooking(context);
  if (!booking) return showMissing(context);
  const verdict = checkTransition(booking, "reschedule", context.deps.now(), "host");
  if (verdict.kind === "refused") return showRefusal(context, verdict.refusal);
  return showForm(context, booking, formWith(nothingSent));
}

async function showForm(
  context: DashboardContext,
  booking: Booking,
  form: Form,
  status = 200,
): Promise<Response> {
  const chosen = await chosenDay(context, form.sent, async (query) => {
    const found = await listRescheduleSlots(context.deps, booking, query);
    return found.starts;
  });
  return show(context, pageOf(context, booking, form, chosen), status);
}

function pageOf(context: DashboardContext, booking: Booking, form: Form, chosen: ChosenDay) {
  const { translation, base } = context;
  const { shell, bookings: words } = translation.texts;
  const { choose, meetingWith } = words;
  const { day, span } = timesOf(context);
  const { starts_at, ends_at, attendee_name: name, event_type } = booking;
  return {
    title: choose.title,
    section: "bookings" as const,
    body: (
      <form class="panel" method="post" action={`${base}/dashboard/bookings/${booking.id}/reschedule`}>
        <p>
          {fill(meetingWith, { event: event_type.title, name })}
          <br />
          {fill(choose.current, { when: `${day(starts_at)}, ${span(starts_at, ends_at)}` })}
        </p>
        <FormProblem form={form} />
        <Hidden name="seen" value={booking.sequence} />
        <ChooseTime context={context} form={form} chosen={chosen} />
        <TextArea
          form={form}
          name="reason"
          label={fill(words.one.reason, { name })}
          hint={words.one.reasonHint}
          max={1000}
        />
        <div class="buttons">
          <button class="primary" name="do" value="reschedule">
            {choose.submit}
          </button>
          <a href={`${base}/dashboard/bookings/${booking.id}`}>{shell.cancel}</a>
        </div>
      </form>
    ),
  };
}

export async function submitReschedule(context: DashboardContext): Promise<Response> {
  const booking = await ownBooking(context);
  if (!booking) return showMissing(context);
  const { sent, deps, caller, translation } = context;
  const shown = dayToShow(sent);
  if (shown) return showForm(context, booking, formWith(shown));
  if (isStale(booking, sent)) {
    const problem = translation.texts.shell.changedMeanwhile;
    return showForm(context, booking, { ...formWith(sent), problem }, 409);
  }
  const start = chosenStart(context, sent);
  if ("problem" in start) return showForm(context, booking, withTimeProblem(context, sent, start), 422);
  const read = readForm(translation.texts, reasonBody, sent, ["reason"]);
  if ("form" in read) return showForm(context, booking, read.form, 422);
  const ref = { hostId: booking.host_id, id: booking.id, by: caller.actor };
  const outcome = await reschedule(deps, ref, {
    ...start,
    timeZone: undefined,
    actor: "host",
    reason: nonEmpty(read.body.reason),
  });
  if (outcome.ok) return leadTo(context, `bookings/${booking.id}?done=rescheduled`);
  return showForm(context, booking, refusedForm(translation.texts, sent, outcome.refusal), 409);
}

/** Somebody has rescheduled, cancelled or decided in the meantime. */
function isStale({ sequence }: Booking, sent: Sent): boolean {
  return valueOf(sent, "seen") !== String(sequence);
}
