import type { Bookable } from "../../db/queries/bookings/bookable.ts";
import { durationsOf, withDuration } from "../../domain/policy.ts";
import { done, invalid, type Outcome } from "../../domain/refusal.ts";

/** What can be booked with one of the event type's lengths; another length is refused as invalid, at `path`. */
export function chooseDuration<Found extends Pick<Bookable, "eventType">>(
  found: Found,
  minutes: number | undefined,
  path: string,
): Outcome<Found> {
  const eventType = withDuration(found.eventType, minutes);
  if (eventType) return done(eventType === found.eventType ? found : { ...found, eventType });
  return invalid(path, `must be one of the durations: ${durationsOf(found.eventType).join(", ")}`);
}
