import { liveBookingsDuring } from "../../../db/queries/bookings/booking-lists.ts";
import { findTimeOff } from "../../../db/queries/hosts/time-off.ts";
import { dateAt, isoDate, parseDate } from "../../../domain/clock.ts";
import { DAY_MS } from "../../../domain/interval.ts";
import { instantsBetween } from "../../../domain/zone.ts";
import { idOf, nonEmpty, nullable, oneLine, strictObject, text } from "../../../http/fields.ts";
import { counted } from "../../../i18n/wording.ts";
import { addTimeOff, removeTimeOff } from "../../../usecases/hosts/time-off.ts";
import type { DashboardContext } from "../context.ts";
import { formWithErrors, readForm, refusedForm } from "../forms/form.ts";
import { type Sent, valueOf } from "../forms/sent.ts";
import { leadTo, show, showMissing, showRefusal } from "../show.ts";
import { timesOf } from "../times.tsx";
import { availabilityPage } from "./overview.tsx";
import { daysText } from "./time-off-part.tsx";

const MOST_MEETINGS = 1000;

const wordsBody = strictObject({
  reason: nullable(oneLine(200)),
  message: nullable(text(500)),
  redirect_to: nullable(oneLine(64)),
});

/** Blocks whole days in the host's zone, and says what is booked on them. */
export async function submitTimeOff(context: DashboardContext): Promise<Response> {
  const { deps, caller, sent, translation } = context;
  const { texts } = translation;
  const [first, last] = [
    parseDate(valueOf(sent, "first")),
    parseDate(valueOf(sent, "last") || valueOf(sent, "first")),
  ];
  const wrong = (name: string, message: string) =>
    availabilityPage(context, formWithErrors(texts, sent, [{ path: `/${name}`, message }]), 422);
  if (first === undefined) return wrong("first", "must be a date");
  if (last === undefined) return wrong("last", "must be a date");
  if (last < first) return wrong("last", "must be after its start");
  const read = readForm(texts, wordsBody, withAll(sent), ["reason", "message", "redirect_to"]);
  if ("form" in read) return availabilityPage(context, read.form, 422);
  const instants = instantsBetween(timesOf(context).zone, first * DAY_MS, (last + 1) * DAY_MS);
  const [starts_at, ends_at] = [instants[0]!.start, instants.at(-1)!.end];
  const { reason, message, redirect_to } = read.body;
  const timeOff = {
    starts_at,
    ends_at,
    reason: nonEmpty(reason),
    message: nonEmpty(message),
    redirect_to: nonEmpty(redirect_to),
  };
  const outcome = await addTimeOff(deps, caller, timeOff);
  if (!outcome.ok) return availabilityPage(context, refusedForm(texts, sent, outcome.refusal), 422);
  const window = { start: starts_at, end: ends_at };
  const meetings = await liveBookingsDuring(deps.database.read, caller.host.id, window, MOST_MEETINGS);
  if (meetings.length === 0) return leadTo(context, "availability?done=time-off-added");
  return leadTo(context, `availability/time-off/${outcome.value.id}`);
}

/** The form with every field; the choice of other hosts is left out where there is none. */
function withAll(sent: Sent): Sent {
  return new Map([["message", [""]], ["redirect_to", [""]], ...sent]);
}

/** After blocking days on which something is booked: says so, and offers to cancel it. */
export async function blockedPage(context: DashboardContext): Promise<Response> {
  const { deps, host, params, translation, base } = context;
  const { availability: words, shell } = translation.texts;
  const found = await findTimeOff(deps.database.read, host.id, idOf(params["id"] ?? ""));
  if (!found) return showMissing(context);
  const window = { start: found.starts_at, end: found.ends_at };
  const meetings = await liveBookingsDuring(deps.database.read, host.id, window, MOST_MEETINGS);
  const { zone } = timesOf(context);
  const [from, to] = [isoDate(dateAt(zone, found.starts_at)), isoDate(dateAt(zone, found.ends_at - 1))];
  return show(context, {
    title: daysText(context, found),
    section: "availability",
    notice: words.timeOffAdded,
    body: (
      <div class="panel">
        <p>{counted(translation.locale, words.meetingsThen, meetings.length)}</p>
        <div class="buttons">
          <a class="button" href={`${base}/dashboard/bookings/clear?from=${from}&to=${to}`}>
            {words.clearThem}
          </a>
          <a href={`${base}/dashboard/availability`}>{shell.back}</a>
        </div>
      </div>
    ),
  });
}

export async function submitRemoval(context: DashboardContext): Promise<Response> {
  const { deps, caller, params } = context;
  const outcome = await removeTimeOff(deps, caller, idOf(params["id"] ?? ""));
  return outcome.ok
    ? leadTo(context, "availability?done=time-off-removed")
    : showRefusal(context, outcome.refusal);
}
