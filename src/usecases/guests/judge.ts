import { addressKey, sameCase } from "../../domain/text/address.ts";
import { done, type FieldError, invalid, type Outcome, refused } from "../../domain/refusal.ts";

/** The guests as they are stored. Refuses, as invalid, more than `most`, the attendee, and mailboxes that repeat. */
export function judgeGuests(
  guests: readonly string[],
  attendeeEmail: string,
  most: number,
): Outcome<readonly string[]> {
  if (guests.length > most)
    return invalid(
      "/guests",
      most === 0
        ? "must be empty: no guests can be brought along"
        : `must not have more than ${most} addresses`,
    );
  const attendee = addressKey(attendeeEmail);
  const keys = guests.map(addressKey);
  const problems = keys.flatMap((key, index): FieldError[] => {
    const path = `/guests/${index}`;
    if (key === attendee) return [{ path, message: "must not be the attendee's own address" }];
    return keys.indexOf(key) === index ? [] : [{ path, message: "must not repeat another guest's address" }];
  });
  return problems.length > 0 ? refused({ invalid: problems }) : done(guests.map(sameCase));
}
