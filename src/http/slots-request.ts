import { type Static, Type } from "@sinclair/typebox";
import { parseDate } from "../domain/clock.ts";
import { done, invalid, type Outcome } from "../domain/refusal.ts";
import type { SlotsQuery } from "../usecases/list-slots.ts";
import { date, strictObject, timeZone } from "./fields.ts";

const MAX_DAYS = 62;

/** What is asked for a list of slots. */
export const slotsQuery = queryIn("Whose days and local times; the host's if absent.");

/** What is asked for a list of the slots that a booking can be moved to. */
export const movesQuery = queryIn("Whose days and local times; the attendee's if absent.");

function queryIn(zoneDescription: string) {
  return strictObject({
    date: Type.Optional(date({ description: "One day." })),
    from: Type.Optional(date({ description: "The first day." })),
    to: Type.Optional(date({ description: "The last day, included; 62 days at most in all." })),
    timezone: Type.Optional(timeZone({ description: zoneDescription })),
  });
}

/** The days of a query that has passed its check: one `date`, or `from` and `to`. */
export function slotsAsked({ date, from, to, timezone }: Static<typeof slotsQuery>): Outcome<SlotsQuery> {
  if (date !== undefined && (from !== undefined || to !== undefined)) {
    return invalid("/date", "must stand alone, or give from and to without it");
  }
  if (date === undefined && (from === undefined || to === undefined)) {
    return invalid("/date", "is required, or both from and to");
  }
  const range = { from: parseDate(date ?? from!)!, to: parseDate(date ?? to!)! };
  if (range.to < range.from) return invalid("/to", "must not be before from");
  if (range.to - range.from >= MAX_DAYS)
    return invalid("/to", `must be within ${MAX_DAYS} days, the first included`);
  return done({ ...range, timeZone: timezone });
}
