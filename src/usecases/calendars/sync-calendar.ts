import { setImmediate } from "node:timers/promises";
import { SourceFailure } from "../../calendars/sources/failure.ts";
import type { Batch, CalendarSource } from "../../calendars/sources/source.ts";
import type { Trx } from "../../db/database.ts";
import { type CalendarRow, findCalendarRow, updateCalendar } from "../../db/queries/calendars/calendars.ts";
import { knownObjects } from "../../db/queries/calendars/objects.ts";
import type { EpochMs, Interval } from "../../domain/interval.ts";
import type { Deps } from "../deps.ts";
import { applyObjects, applyRemovals, type ReadObject } from "./apply.ts";
import { type Reader, readObjects } from "./read-objects.ts";

/** How many objects, and about how many busy times, one write has: few enough that no other request waits for it. */
const OBJECTS_AT_ONCE = 25;
const TIMES_AT_ONCE = 500;

export type SyncContext = Reader & {
  readonly source: CalendarSource;
  readonly signal: AbortSignal;
  /** Whether everything is read again, for its recurrences up to the end of the window. */
  readonly isFull: boolean;
};

/** Copies what changed in a calendar. Throws SourceFailure. */
export async function syncCalendar(deps: Deps, id: number, context: SyncContext): Promise<void> {
  const { source, isFull, signal, window } = context;
  const began = deps.now();
  const calendar = await existing(findCalendarRow(deps.database.read, id));
  const stored = await knownObjects(deps.database.read, calendar.id);
  const known = isFull ? new Map([...stored].map(([href]) => [href, ""])) : stored;
  const mark = isFull ? null : calendar.mark;
  const changes = await source.changes({ href: calendar.href, mark }, known, signal);
  let own = 0;
  for await (const batch of changes.batches) own += await copyBatch(deps, calendar, batch, context, began);
  const read_until = isFull ? window.end : (calendar.read_until ?? window.end);
  await deps.database.write((trx) =>
    settle(trx, calendar, own, { mark: changes.mark, read_at: began, read_until }),
  );
}

/**
 * Stores how far a calendar was read. If something else changed the copy meanwhile, it may lack what this reading found: then
 * the next synchronization lists everything.
 */
async function settle(
  trx: Trx,
  { id, busy_version }: CalendarRow,
  own: number,
  read: Pick<CalendarRow, "mark" | "read_at" | "read_until">,
): Promise<void> {
  const current = await findCalendarRow(trx, id);
  const isAlone = current?.busy_version === busy_version + own;
  await updateCalendar(trx, id, isAlone ? read : { mark: null });
}

/**
 * Copies what changed around a window, and returns the version of the copy. Reads again if something else changed the copy
 * meanwhile: what was compared with it may not be in it any more.
 */
export async function readCalendarDuring(
  deps: Deps,
  id: number,
  asked: Interval,
  context: Omit<SyncContext, "isFull">,
): Promise<number> {
  const { read } = deps.database;
  for (;;) {
    const began = deps.now();
    const calendar = await existing(findCalendarRow(read, id));
    const found = await context.source.during(calendar, await knownObjects(read, id), asked, context.signal);
    const own = await copyBatch(deps, calendar, found, context, began);
    const { busy_version } = await existing(findCalendarRow(read, id));
    if (busy_version === calendar.busy_version + own) return busy_version;
  }
}

async function existing(calendar: Promise<CalendarRow | undefined>): Promise<CalendarRow> {
  const found = await calendar;
  if (!found) throw new SourceFailure("not_a_calendar", "The calendar has been disconnected.");
  return found;
}

/** Copies a batch, and returns how many writes changed busy times. */
async function copyBatch(
  deps: Deps,
  calendar: CalendarRow,
  { objects, removed }: Batch,
  reader: Reader,
  began: EpochMs,
): Promise<number> {
  let changes = 0;
  const write = async (work: (trx: Trx) => Promise<boolean>) => {
    if (await deps.database.write(work)) changes += 1;
    await setImmediate();
  };
  for (const part of chunked(objects, OBJECTS_AT_ONCE))
    for (const read of byTimes(await readObjects(part, calendar, reader)))
      await write((trx) => applyObjects(trx, deps, calendar, read, began));
  for (const hrefs of chunked(removed, OBJECTS_AT_ONCE))
    await write((trx) => applyRemovals(trx, deps, calendar, hrefs, began));
  return changes;
}

/** Divides objects so that no part has many more busy times than one write should. */
function byTimes(objects: readonly ReadObject[]): ReadObject[][] {
  const parts: ReadObject[][] = [];
  let times = Infinity;
  for (const object of objects) {
    const count = object.events.reduce((sum, { busy }) => sum + busy.length, 0);
    if (times + count > TIMES_AT_ONCE) {
      parts.push([]);
      times = 0;
    }
    parts.at(-1)!.push(object);
    times += count;
  }
  return parts;
}

function chunked<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
