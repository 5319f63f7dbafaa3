/** A booking's life by the rules, independent of the server's code. */

import { hasRoom, type Limit, type Meeting } from "./limits.ts";

const MINUTE_MS = 60_000;

export type Verb = "confirm" | "decline" | "cancel" | "reschedule";

/** Who requests a change: the host with a key, or somebody with an emailed link. */
export type By = "key" | "link";

/** The event types: one without confirmation, and those whose requests expire at their start or after an hour. */
export const firstOf = { "30min": "confirmed", asks: "pending", hasty: "pending" } as const;
export type Kind = keyof typeof firstOf;
const HASTY_MS = 3_600_000;

/** The state of a booking in the model. */
export type Life = {
  readonly kind: Kind;
  readonly minutes: number;
  status: string;
  startsAt: number;
  /** When its host was last asked. */
  askedAt: number;
  expired: boolean;
  /** Whether it has a calendar entry. */
  entered: boolean;
  letters: string[];
};

/** A private link of an event type. */
export type Link = { readonly kind: Kind; readonly uses: number; used: number; readonly expiresAt: number };

/**
 * The model: the bookings and private links in the order of creation, the limits of each event type and of the host, and the
 * time.
 */
export type Model = {
  now: number;
  readonly links: Link[];
  readonly bookings: Life[];
  readonly limits: Map<Kind | "host", readonly Limit[]>;
};

const isLive = ({ status }: Life) => status === "pending" || status === "confirmed";
const endOf = ({ startsAt, minutes }: Meeting) => startsAt + minutes * MINUTE_MS;
const isOver = (booking: Life, now: number) => endOf(booking) <= now;

/** Whether a meeting can be booked, or a booking moved there. */
export function isFree(
  { bookings, limits, now }: Model,
  kind: Kind,
  meeting: Meeting,
  moving?: Life,
): boolean {
  const others = bookings.filter((other) => other !== moving && isLive(other));
  const ofKind = others.filter((other) => other.kind === kind);
  return (
    meeting.startsAt >= now &&
    !others.some((other) => other.startsAt < endOf(meeting) && meeting.startsAt < endOf(other)) &&
    hasRoom(limits.get(kind) ?? [], ofKind, meeting) &&
    hasRoom(limits.get("host") ?? [], others, meeting)
  );
}

/** Why a private link does not book an event type; undefined if it does. */
export function linkError(
  { now }: Model,
  { kind, uses, used, expiresAt }: Link,
  wanted: Kind,
): string | undefined {
  if (kind !== wanted) return "not_found";
  return used >= uses || expiresAt <= now ? "link_used" : undefined;
}

const isOverdue = ({ kind, status, startsAt, askedAt }: Life, now: number) =>
  status === "pending" && (startsAt <= now || (kind === "hasty" && askedAt + HASTY_MS <= now));

/** What happens to an overdue request, whoever notices it. */
export function expire(booking: Life, now: number): void {
  if (!isOverdue(booking, now)) return;
  Object.assign(booking, { status: "declined", expired: true });
  booking.letters.push("attendee_expired", "host_expired");
}

/** The transition table: what a verb leads to, or its error code. */
export function judge(model: Model, booking: Life, verb: Verb, by: By, to: number): string {
  const { status, kind, minutes } = booking;
  const canMove = () => isFree(model, kind, { startsAt: to, minutes }, booking);
  if (verb === "reschedule" && by === "key" && status === "declined" && booking.expired)
    return canMove() ? "revived" : "slot_unavailable";
  const results = { confirm: "confirmed", decline: "declined", cancel: "cancelled" };
  if (verb !== "reschedule" && status === results[verb]) return "already";
  if (verb !== "cancel" && verb !== "reschedule" && status !== "pending") return "not_pending";
  if (!isLive(booking)) return `already_${status}`;
  if (isOver(booking, model.now)) return "already_over";
  if (verb !== "reschedule") return results[verb];
  if (by === "link" && booking.startsAt <= model.now) return "already_begun";
  if (to === booking.startsAt) return "already";
  return canMove() ? "moved" : "slot_unavailable";
}

/** Applies a granted verb to the booking. */
export function live(booking: Life, verdict: string, by: By, to: number, now: number): void {
  if (verdict === "already") return;
  booking.letters.push(...letters[verdict === "declined" && booking.entered ? "takenOut" : verdict]!);
  if (verdict === "moved") {
    const asksAgain = by === "link" && booking.kind !== "30min";
    Object.assign(booking, { startsAt: to, askedAt: now, ...(asksAgain && { status: "pending" }) });
  } else if (verdict === "revived")
    Object.assign(booking, { startsAt: to, status: "confirmed", expired: false });
  else booking.status = verdict;
  booking.entered ||= booking.status === "confirmed";
}

export const letters: Record<string, string[]> = {
  pending: ["attendee_requested", "host_requested"],
  booked: ["attendee_booked", "host_booked"],
  confirmed: ["attendee_approved", "host_approved"],
  declined: ["attendee_declined"],
  takenOut: ["attendee_declined", "host_declined"],
  cancelled: ["attendee_cancelled", "host_cancelled"],
  moved: ["attendee_moved", "host_moved"],
  revived: ["attendee_moved", "host_moved"],
};
