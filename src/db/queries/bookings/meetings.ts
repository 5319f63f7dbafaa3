import { sql } from "kysely";
import type { EpochMs, Interval } from "../../../domain/interval.ts";
import type { Trx } from "../../database.ts";
import { preparedInsert } from "../../prepared.ts";
import { insertHold, rescheduleHold } from "./holds.ts";

/** A meeting to insert, and the time it occupies in its host's calendar, buffers included. */
export type NewMeeting = {
  readonly event_type_id: number;
  readonly starts_at: EpochMs;
  readonly ends_at: EpochMs;
  readonly location: string | null;
  readonly host_id: number;
  readonly busy: Interval;
};

const insert = preparedInsert("meetings", ["event_type_id", "starts_at", "ends_at", "location"], {
  sequence: sql.lit(0),
});

/** Inserts a meeting with its hold and resolves to its id; resolves to undefined, changing nothing, if the time is taken. */
export async function insertMeeting(trx: Trx, meeting: NewMeeting): Promise<number | undefined> {
  const { host_id, busy } = meeting;
  const id = await insert(trx, meeting);
  const { start, end } = busy;
  if (await insertHold(trx, { host_id, meeting_id: id, start, end, expires_at: null })) return id;
  await trx.deleteFrom("meetings").where("id", "=", id).execute();
  return undefined;
}

/** Reschedules a meeting; false, changing nothing, if the host's time is taken. */
export async function rescheduleMeeting(
  trx: Trx,
  meeting: { readonly host_id: number; readonly meeting_id: number },
  time: Interval,
  busy: Interval,
): Promise<boolean> {
  if (!(await rescheduleHold(trx, meeting, busy))) return false;
  await setTime(trx, meeting.meeting_id, time);
  return true;
}

/** Reschedules a meeting whose hold was released, and reserves the new time. */
export async function reviveMeeting(
  trx: Trx,
  { host_id, meeting_id }: { readonly host_id: number; readonly meeting_id: number },
  time: Interval,
  busy: Interval,
): Promise<boolean> {
  if (!(await insertHold(trx, { host_id, meeting_id, ...busy, expires_at: null }))) return false;
  await setTime(trx, meeting_id, time);
  return true;
}

async function setTime(trx: Trx, meetingId: number, { start, end }: Interval): Promise<void> {
  await trx
    .updateTable("meetings")
    .set(({ eb }) => ({ starts_at: start, ends_at: end, sequence: eb("sequence", "+", 1) }))
    .where("id", "=", meetingId)
    .execute();
}

/** Increments the SEQUENCE of the host's calendar entry for a change that keeps the meeting's time. */
export async function countMeetingChange(trx: Trx, meetingId: number): Promise<void> {
  await trx
    .updateTable("meetings")
    .set(({ eb }) => ({ sequence: eb("sequence", "+", 1) }))
    .where("id", "=", meetingId)
    .execute();
}
