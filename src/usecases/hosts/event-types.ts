import type { Trx } from "../../db/database.ts";
import {
  findEventType,
  insertEventType,
  isEventSlugTaken,
  retireEventType,
  updateEventType,
} from "../../db/queries/hosts/event-types.ts";
import { areCalendarsOf } from "../../db/queries/calendars/calendars.ts";
import { findSchedule } from "../../db/queries/hosts/schedules.ts";
import { lengthProblems, limitProblems } from "./limit-problems.ts";
import { questionProblems } from "../../domain/questions.ts";
import type { Caller } from "../../domain/actor.ts";
import { changedFields } from "../../domain/audit.ts";
import type { EventType, EventTypeSettings, Host } from "../../domain/records.ts";
import { noteProblem } from "../../domain/text/note-variables.ts";
import { slugsFor } from "../../domain/text/slug.ts";
import { done, type FieldError, invalid, type Outcome, type Refusal, refused } from "../../domain/refusal.ts";
import { recordBy } from "./audit.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";
import { addOwned } from "../limits/quota.ts";

export const eventTypeDefaults: Omit<EventTypeSettings, "slug" | "title" | "duration_minutes"> = {
  description: null,
  buffer_before: 0,
  buffer_after: 0,
  min_notice_minutes: 0,
  max_advance_days: 60,
  slot_interval_minutes: null,
  max_bookings_per_day: null,
  max_upcoming_per_attendee: 10,
  pending_expires_hours: null,
  verify_email: false,
  location_type: "video",
  location: null,
  requires_confirmation: false,
  questions: [],
  schedule_id: null,
  busy_calendars: null,
  durations_minutes: null,
  max_guests: 0,
  limits: [],
  reminders: [
    { minutes_before: 1_440, to: "attendee" },
    { minutes_before: 60, to: "attendee" },
  ],
  confirmation_note: null,
  reminder_note: null,
  redirect_url: null,
  hidden: false,
  active: true,
};

/** The settings of a new event type; the slug is derived from the title if there is none. */
type NewEventType = Omit<EventTypeSettings, "slug"> & { readonly slug?: string | undefined };

/** Adds an event type. Refuses with `slug_taken` or `too_many_event_types`, or an invalid question or schedule. */
export function addType(deps: Deps, caller: Caller, asked: NewEventType): Promise<Outcome<EventType>> {
  const { host } = caller;
  return addOwned(deps, host, "event_types", async (trx) => {
    const settings = { ...asked, slug: asked.slug ?? (await freeSlug(trx, host, asked.title)) };
    const notice = judgeNotice(settings);
    if (!notice.ok) return notice;
    const refusal = await unusable(trx, host, settings);
    if (refusal) return refused(refusal);
    const added = await insertEventType(trx, host.id, settings, deps.now());
    await recordBy(trx, deps, caller, "event_type.created", added.id);
    return done(added);
  });
}

/**
 * Changes an event type; existing bookings keep their times. With `hasOwnGrid`, the grid is the caller's choice even if it looks
 * like what the API shows for none. Refuses with `not_found` and as `addType` does.
 */
export function changeType(
  deps: Deps,
  caller: Caller,
  id: number,
  changes: Partial<EventTypeSettings>,
  { hasOwnGrid = false } = {},
): Promise<Outcome<EventType>> {
  const { host } = caller;
  return lockedWrite(deps, host, async (trx) => {
    const found = await findEventType(trx, host.id, id);
    if (!found) return refused("not_found");
    const { id: _, host_id, created_at, updated_at, ...before } = found;
    const meant = withoutShownLength(before, hasOwnGrid ? changes : withoutShownGrid(before, changes));
    const changed = changedFields(before, meant);
    if (changed.length === 0) return done(found);
    const settings = { ...before, ...meant };
    const concernsNotice = changed.includes("min_notice_minutes") || changed.includes("max_advance_days");
    const notice = concernsNotice ? judgeNotice(settings) : done(null);
    if (!notice.ok) return notice;
    const refusal = await unusable(trx, host, settings, id);
    if (refusal) return refused(refusal);
    await recordBy(trx, deps, caller, "event_type.updated", id, changed);
    return done(await updateEventType(trx, id, settings, deps.now()));
  });
}

/** Stops offering the event type for good; its bookings stay. */
export function removeType(deps: Deps, caller: Caller, id: number): Promise<Outcome<null>> {
  return lockedWrite(deps, caller.host, async (trx) => {
    if (!(await findEventType(trx, caller.host.id, id))) return refused("not_found");
    await retireEventType(trx, id, deps.now());
    await recordBy(trx, deps, caller, "event_type.deleted", id);
    return done(null);
  });
}

/** Tries at most one slug more than the host can have event types. */
async function freeSlug(trx: Trx, host: Host, title: string): Promise<string> {
  for (const slug of slugsFor(title)) if (!(await isEventSlugTaken(trx, host.id, slug))) return slug;
  throw new Error("unreachable");
}

/** The API shows the duration as the grid of an event type without one; sending that back does not fix it. */
function withoutShownGrid(
  { slot_interval_minutes, duration_minutes }: EventTypeSettings,
  changes: Partial<EventTypeSettings>,
): Partial<EventTypeSettings> {
  const isShown = slot_interval_minutes === null && changes.slot_interval_minutes === duration_minutes;
  return isShown ? { ...changes, slot_interval_minutes: null } : changes;
}

/** Likewise, the API shows the only length of an event type as a list. */
function withoutShownLength(
  { durations_minutes, duration_minutes }: EventTypeSettings,
  changes: Partial<EventTypeSettings>,
): Partial<EventTypeSettings> {
  const isShown = durations_minutes === null && Bun.deepEquals(changes.durations_minutes, [duration_minutes]);
  return isShown ? { ...changes, durations_minutes: null } : changes;
}

const DAY_MINUTES = 1_440;

/** With a notice longer than the horizon there would never be a slot. */
function judgeNotice({ min_notice_minutes, max_advance_days }: NewEventType): Outcome<null> {
  if (min_notice_minutes <= max_advance_days * DAY_MINUTES) return done(null);
  return invalid("/min_notice_minutes", "must not be longer than max_advance_days");
}

function repeatedReminders({ reminders }: EventTypeSettings): FieldError[] {
  return reminders.flatMap(({ minutes_before }, index) =>
    reminders.findIndex((other) => other.minutes_before === minutes_before) === index
      ? []
      : [{ path: `/reminders/${index}/minutes_before`, message: "must differ from the other reminders" }],
  );
}

function noteProblems({ confirmation_note, reminder_note }: EventTypeSettings): FieldError[] {
  return Object.entries({ confirmation_note, reminder_note }).flatMap(([name, note]) => {
    const problem = noteProblem(note);
    return problem === undefined ? [] : [{ path: `/${name}`, message: problem }];
  });
}

async function unusable(
  trx: Trx,
  host: Host,
  settings: EventTypeSettings,
  exceptId?: number,
): Promise<Refusal | undefined> {
  const problems = [
    ...questionProblems(settings.questions),
    ...repeatedReminders(settings),
    ...limitProblems(settings),
    ...lengthProblems(settings),
    ...noteProblems(settings),
  ];
  if (problems.length > 0) return { invalid: problems };
  if (settings.schedule_id !== null && !(await findSchedule(trx, host.id, settings.schedule_id))) {
    return invalid("/schedule_id", "must be the id of one of your schedules").refusal;
  }
  const { busy_calendars } = settings;
  if (busy_calendars !== null && !(await areCalendarsOf(trx, host.id, busy_calendars))) {
    return invalid("/busy_calendars", "must be ids of your calendars").refusal;
  }
  if (await isEventSlugTaken(trx, host.id, settings.slug, exceptId)) return "slug_taken";
  return undefined;
}
