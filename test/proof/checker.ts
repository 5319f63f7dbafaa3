import { Database } from "bun:sqlite";
import type { Change, Entry, Journal } from "./journal.ts";

/**
 * Checks a database file against what its clients were told, independently of the server's code: it has its own idea of
 * overlaps, of transitions and of the emails they cause. Returns a sentence for each error.
 */
export function problemsOf(databasePath: string, journal: Journal): string[] {
  const raw = new Database(databasePath, { readwrite: true });
  try {
    const bookings = raw.query<Booking, []>(BOOKINGS).all();
    const mails = Map.groupBy(raw.query<Mail, []>(MAILS).all(), (mail) => mail.booking_id);
    const requests = Map.groupBy(journal, (entry) => entry.attendee);
    return [
      ...damage(raw),
      ...overlaps(bookings),
      ...raw
        .query<{ busy_from: number }, []>(STRAY_HOLDS)
        .all()
        .map((one) => `${iso(one.busy_from)} is held for nobody`),
      ...raw
        .query<{ id: number }, []>(STRAY_MEETINGS)
        .all()
        .map(({ id }) => `meeting ${id} has no booking`),
      ...wrongAttendees(bookings, requests),
      ...bookings.flatMap((booking) => {
        const about = (problem: string) => `booking ${booking.id}: ${problem}`;
        const { history, problems } = historyOf(booking, mails.get(booking.id) ?? []);
        const entries = requests.get(booking.attendee_email) ?? [];
        return [
          ...problems,
          ...wrongState(booking, history),
          ...forgotten(history, entries, booking.id),
          ...unasked(history, entries),
        ].map(about);
      }),
    ];
  } finally {
    raw.close();
  }
}

type Booking = {
  readonly id: number;
  readonly host_id: number;
  readonly uid: string;
  readonly sequence: number;
  readonly status: string;
  readonly attendee_email: string;
  /** 1 if it requires confirmation. */
  readonly asks: number;
  readonly starts_at: number;
  readonly ends_at: number;
  readonly meeting_starts_at: number;
  readonly meeting_ends_at: number;
  readonly meeting_sequence: number;
  /** Null if there is no hold. */
  readonly busy_from: number | null;
  readonly busy_until: number | null;
  readonly minutes: number;
  readonly minutes_before: number;
  readonly minutes_after: number;
};

type Mail = {
  readonly booking_id: number;
  readonly message_id: string;
  readonly letter: string;
  readonly recipient: string;
  readonly payload: string;
};

const BOOKINGS = `
  select b.id, b.host_id, b.uid, b.sequence, b.status, b.attendee_email, b.requires_confirmation as asks, b.starts_at, b.ends_at,
    m.starts_at as meeting_starts_at, m.ends_at as meeting_ends_at, m.sequence as meeting_sequence,
    h.busy_from, h.busy_until, e.duration_minutes as minutes, e.buffer_before as minutes_before,
    e.buffer_after as minutes_after
  from bookings b
  join event_types e on e.id = b.event_type_id
  join meetings m on m.id = b.meeting_id
  left join holds h on h.meeting_id = b.meeting_id and h.host_id = b.host_id`;
const STRAY_HOLDS = `
  select h.busy_from from holds h
  left join bookings b on b.meeting_id = h.meeting_id and b.host_id = h.host_id and b.status in ('pending', 'confirmed')
  where b.id is null`;
const STRAY_MEETINGS = "select id from meetings where id not in (select meeting_id from bookings)";
const MAILS =
  "select booking_id, message_id, topic as letter, recipient, payload from outbox where kind = 'email'";
const MINUTE_MS = 60_000;

function damage(raw: Database): string[] {
  const integrity = raw.query<{ integrity_check: string }, []>("pragma integrity_check").all();
  const dangling = raw.query<{ table: string; rowid: number }, []>("pragma foreign_key_check").all();
  return [
    ...integrity.map((row) => row.integrity_check).filter((said) => said !== "ok"),
    ...dangling.map(({ table, rowid }) => `row ${rowid} of ${table} refers to nothing`),
  ];
}

/** Sorts each host's occupied times by start, and finds those that begin before an earlier one has ended. */
function overlaps(bookings: readonly Booking[]): string[] {
  const problems: string[] = [];
  const live = bookings.filter(({ status }) => isLive(status));
  for (const ofHost of Map.groupBy(live, ({ host_id }) => host_id).values()) {
    const occupied = ofHost.map(({ id, starts_at, ends_at, minutes_before, minutes_after }) => ({
      id,
      from: starts_at - minutes_before * MINUTE_MS,
      until: ends_at + minutes_after * MINUTE_MS,
    }));
    occupied.sort((a, b) => a.from - b.from);
    let longest = { id: 0, until: -Infinity };
    for (const one of occupied) {
      if (one.from < longest.until) problems.push(`bookings ${longest.id} and ${one.id} overlap`);
      if (one.until > longest.until) longest = one;
    }
  }
  return problems;
}

/** Attendees with a booking that they should not have, or without one that they should have. */
function wrongAttendees(bookings: readonly Booking[], requests: Map<string, readonly Entry[]>): string[] {
  const stored = Map.groupBy(bookings, (booking) => booking.attendee_email);
  const all = new Set([...stored.keys(), ...requests.keys()]);
  return [...all].flatMap((attendee) => {
    const count = stored.get(attendee)?.length ?? 0;
    const asked = requests.get(attendee)?.findLast(({ change }) => change === "booked");
    if (!asked) return [`nobody asked for the booking of ${attendee}`];
    if (count > 1) return [`${attendee} has ${count} bookings`];
    const status = asked.answer?.status;
    if (status === 201 && count === 0)
      return [`the booking of ${attendee} was answered with 201 and is gone`];
    if (status !== undefined && status !== 201 && count > 0)
      return [`the booking of ${attendee} was answered with ${status} and is there`];
    return [];
  });
}

/** A state of a booking between two changes. */
type State = { readonly change: Change; readonly status: string; readonly startsAt: number };

/** The emails of each change; for the first one by the resulting status. */
const lettersOf: Record<string, { readonly change: Change; readonly status: string | undefined }> = {
  "attendee_booked host_booked": { change: "booked", status: "confirmed" },
  "attendee_requested host_requested": { change: "booked", status: "pending" },
  "attendee_approved host_approved": { change: "approved", status: "confirmed" },
  attendee_declined: { change: "declined", status: "declined" },
  "attendee_declined host_declined": { change: "declined", status: "declined" },
  "attendee_cancelled host_cancelled": { change: "cancelled", status: "cancelled" },
  "attendee_moved host_moved": { change: "moved", status: undefined },
};

const allowedBefore: Record<Change, readonly (string | undefined)[]> = {
  booked: [undefined],
  approved: ["pending"],
  declined: ["pending"],
  cancelled: ["pending", "confirmed"],
  moved: ["pending", "confirmed"],
};

/** The possible statuses after rescheduling: an attendee's asks again if confirmation is required. */
function movesTo(before: string | undefined, asks: number): readonly (string | undefined)[] {
  return asks === 1 ? [before, "pending"] : [before];
}

function isLive(status: string): boolean {
  return status === "pending" || status === "confirmed";
}

/**
 * A booking's history from its emails: each change from sequence 0 to the current one causes exactly the emails of one kind
 * of change, each once, with a Message-ID of uid, sequence, letter and recipient.
 */
function historyOf({ uid, sequence, attendee_email, asks }: Booking, mails: readonly Mail[]) {
  const history: State[] = [];
  const problems: string[] = [];
  const owed = new Map(mails.map((mail) => [mail.message_id, mail]));
  if (owed.size < mails.length) problems.push("an email is owed twice");
  for (let at = 0; at <= sequence; at += 1) {
    const prefix = `<${uid}.${at}.`;
    const ofChange = [...owed.values()].filter(({ message_id }) => message_id.startsWith(prefix));
    for (const { message_id } of ofChange) owed.delete(message_id);
    const letters = ofChange.map(({ letter }) => letter).sort();
    const known = lettersOf[letters.join(" ")];
    const before = history.at(-1);
    const [mail] = ofChange;
    if (!known || !mail) {
      problems.push(`change ${at} owes the letters [${letters.join(", ")}], which are of no change`);
      break;
    }
    const misnamed = ofChange.filter(
      ({ message_id, letter }) => !message_id.startsWith(`${prefix}${letter}.`),
    );
    if (misnamed.length > 0) problems.push(`an email of change ${at} has the Message-ID of another`);
    const astray = ofChange.filter(
      (one) => one.letter.startsWith("attendee_") !== (one.recipient === attendee_email),
    );
    if (astray.length > 0) problems.push(`an email of change ${at} goes to somebody else`);
    const facts = JSON.parse(mail.payload) as { startsAt: number; status: string };
    const status = known.status ?? facts.status;
    if (known.change === "moved" && !movesTo(before?.status, asks).includes(status))
      problems.push(`it was ${status} after it was moved when it was ${before?.status ?? "not there"}`);
    const entered = status === "confirmed" || history.some((state) => state.status === "confirmed");
    const method = entered ? (isLive(status) ? "REQUEST" : "CANCEL") : null;
    if (ofChange.some(({ payload }) => JSON.parse(payload).invitation !== method))
      problems.push(`an email of change ${at} does not carry ${method ?? "nothing"} for calendars`);
    if (known.change === "declined" && entered !== letters.includes("host_declined"))
      problems.push(`the host was ${entered ? "not " : ""}told to take it out of a calendar`);
    if (!allowedBefore[known.change].includes(before?.status))
      problems.push(`it was ${known.change} when it was ${before?.status ?? "not there"}`);
    if (known.change !== "moved" && before && facts.startsAt !== before.startsAt)
      problems.push(`it was elsewhere when it was ${known.change}`);
    history.push({ change: known.change, status, startsAt: facts.startsAt });
  }
  if (owed.size > 0 && problems.length === 0)
    problems.push(`it owes emails for nothing: ${[...owed.keys()].join(", ")}`);
  return { history, problems };
}

/** Checks that the stored row matches the end of the history, and the event type's duration and buffers. */
function wrongState(booking: Booking, history: readonly State[]): string[] {
  const last = history.at(-1);
  const problems: string[] = [];
  if (last && (last.status !== booking.status || last.startsAt !== booking.starts_at))
    problems.push(`it is ${booking.status} at ${iso(booking.starts_at)}, its emails say otherwise`);
  if (booking.ends_at - booking.starts_at !== booking.minutes * MINUTE_MS)
    problems.push("its length is wrong");
  const live = isLive(booking.status);
  const from = live ? booking.starts_at - booking.minutes_before * MINUTE_MS : null;
  const until = live ? booking.ends_at + booking.minutes_after * MINUTE_MS : null;
  if (booking.busy_from !== from || booking.busy_until !== until) problems.push("its hold is wrong");
  const { meeting_starts_at, meeting_ends_at, meeting_sequence, sequence } = booking;
  if (meeting_starts_at !== booking.starts_at || meeting_ends_at !== booking.ends_at)
    problems.push("its meeting is at another time");
  if (meeting_sequence !== sequence) problems.push("its meeting has seen another number of changes");
  return problems;
}

/**
 * Responses that contradict the history. Each must describe a state no older than those already known when the request was
 * sent.
 */
function forgotten(history: readonly State[], entries: readonly Entry[], id: number): string[] {
  const problems: string[] = [];
  const seen: { readonly at: number; readonly index: number }[] = [];
  for (const { change, sentAt, answer } of entries.toSorted((a, b) => a.sentAt - b.sentAt)) {
    if (!answer || answer.status >= 300) continue;
    if (answer.json.id !== id) problems.push(`it was called ${answer.json.id} when it was ${change}`);
    const known = Math.max(0, ...seen.filter(({ at }) => at < sentAt).map(({ index }) => index));
    const told = answer.json;
    const index = history.findIndex(
      (state, sequence) =>
        (change === "booked" ? sequence === 0 : sequence >= known) &&
        state.status === told.status &&
        (told.start_time === undefined || iso(state.startsAt) === told.start_time) &&
        (told.sequence === undefined || sequence === told.sequence),
    );
    if (index === -1)
      problems.push(`${change} was answered with ${JSON.stringify(told)}, which it never was`);
    else seen.push({ at: answer.at, index });
  }
  return problems;
}

/** Changes without a request that was granted or unanswered. */
function unasked(history: readonly State[], entries: readonly Entry[]): string[] {
  const open = entries.filter(({ answer }) => !answer || answer.status < 300);
  return history.flatMap(({ change, startsAt }) => {
    const timed = change === "booked" || change === "moved";
    const found = open.findIndex(
      (entry) => entry.change === change && (!timed || entry.start === iso(startsAt)),
    );
    if (found === -1) return [`nobody who was not refused asked that it be ${change}`];
    open.splice(found, 1);
    return [];
  });
}

function iso(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
