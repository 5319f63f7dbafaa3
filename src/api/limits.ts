import { type Static, Type } from "@sinclair/typebox";
import { type EventTypeSettings, limitPeriods, type PeriodLimit } from "../domain/records.ts";
import { type Outcome, refused } from "../domain/refusal.ts";
import { oneOf, strictObject, wholeNumber } from "../http/fields.ts";
import { model } from "../http/route.ts";
import { id, object } from "./parts.ts";

const fields = () => ({
  period: oneOf(limitPeriods, {
    description: "The period in which a meeting begins, in the zone of the schedule; weeks begin on Monday.",
  }),
});

/** The field of a body with limits. */
export const limitsField = (description: string) =>
  Type.Optional(
    Type.Array(
      strictObject({
        ...fields(),
        bookings: Type.Optional(wholeNumber(1, 1_000, { description: "The maximum number of bookings." })),
        minutes: Type.Optional(
          wholeNumber(1, 44_640, { description: "The maximum length of all together." }),
        ),
      }),
      { maxItems: 6, description: `${description} Each limit has either \`bookings\` or \`minutes\`.` },
    ),
  );

export const limitModel = model(
  "Limit",
  () =>
    object(
      {
        ...fields(),
        bookings: Type.Optional(id("The maximum number of bookings.")),
        minutes: Type.Optional(id("The maximum length of all together, in minutes.")),
      },
      { description: "The maximum number of bookings per period, or of their minutes." },
    ),
  () => ({ period: "week", bookings: 10 }) as const,
);

/** All limits of an event type; `max_bookings_per_day` is one of them. */
export function shownLimits({
  limits,
  max_bookings_per_day: perDay,
}: Pick<EventTypeSettings, "limits" | "max_bookings_per_day">): PeriodLimit[] {
  return [...(perDay === null ? [] : [{ period: "day", bookings: perDay } as const]), ...limits];
}

type SentLimits = NonNullable<Static<ReturnType<typeof limitsField>>>;

/**
 * The limits of a body as they are stored: the bookings per day as `max_bookings_per_day`, unless the body has another value for
 * it, so that both are refused together.
 */
export function limitSettings(
  limits: SentLimits | undefined,
  perDay: number | null | undefined,
): Partial<Pick<EventTypeSettings, "limits" | "max_bookings_per_day">> {
  if (limits === undefined) return perDay === undefined ? {} : { max_bookings_per_day: perDay };
  const taken = positionOfPerDay(limits, perDay);
  if (taken === -1) return { limits, max_bookings_per_day: perDay ?? null };
  return { limits: limits.toSpliced(taken, 1), max_bookings_per_day: limits[taken]!.bookings! };
}

/** Where the list has the limit that is stored as `max_bookings_per_day`; -1 if it stays in the list, or is not there. */
function positionOfPerDay(limits: SentLimits, perDay: number | null | undefined): number {
  const position = limits.findIndex(
    ({ period, bookings, minutes }) => period === "day" && bookings !== undefined && minutes === undefined,
  );
  return perDay === undefined || perDay === limits[position]?.bookings ? position : -1;
}

/** A refusal with the positions of the limits as they were sent. */
export function withSentPositions<T>(
  outcome: Outcome<T>,
  { limits = [], max_bookings_per_day }: { limits?: SentLimits; max_bookings_per_day?: number | null },
): Outcome<T> {
  if (outcome.ok || typeof outcome.refusal !== "object" || !("invalid" in outcome.refusal)) return outcome;
  const taken = positionOfPerDay(limits, max_bookings_per_day);
  if (taken === -1) return outcome;
  const moved = outcome.refusal.invalid.map(({ path, message }) => ({
    path: path.replace(
      /^\/limits\/(\d+)/,
      (_, stored: string) => `/limits/${Number(stored) + (Number(stored) >= taken ? 1 : 0)}`,
    ),
    message,
  }));
  return refused({ invalid: moved });
}
