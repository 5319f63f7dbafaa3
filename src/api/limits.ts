import { type Static, Type } from "@sinclair/typebox";
import { type EventTypeSettings, limitPeriods, type PeriodLimit } from "../domain/records.ts";
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
  const isPerDay = ({ period, bookings, minutes }: SentLimits[number]) =>
    period === "day" && bookings !== undefined && minutes === undefined;
  const found = limits.find(isPerDay)?.bookings;
  if (perDay !== undefined && perDay !== (found ?? perDay)) return { limits, max_bookings_per_day: perDay };
  const rest = limits.filter((limit) => !isPerDay(limit) || limit.bookings !== found);
  return { limits: rest, max_bookings_per_day: found ?? perDay ?? null };
}
