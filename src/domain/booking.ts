import { type EpochMs, HOUR_MS } from "./interval.ts";
import type { Refusal } from "./refusal.ts";

export const bookingStatuses = ["pending", "confirmed", "declined", "cancelled"] as const;
export type BookingStatus = (typeof bookingStatuses)[number];

/** The side that asks for a change. */
export type Party = "host" | "attendee";

/** The fields that the booking's transitions depend on. */
export type BookingState = {
  readonly status: BookingStatus;
  readonly requires_confirmation: boolean;
  readonly starts_at: EpochMs;
  readonly ends_at: EpochMs;
  readonly decide_by: EpochMs | null;
  readonly expired: boolean;
  readonly erased_at: EpochMs | null;
};

/** Everything that can be requested of an existing booking. */
export type BookingAction = "confirm" | "decline" | "cancel" | "reschedule";

/** The result of a transition: a new status, the current status (`already`), or a refusal. */
export type Transition =
  | { readonly kind: "moves"; readonly to: BookingStatus }
  | { readonly kind: "already" }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** The initial status of a booking. */
export function firstStatus(requiresConfirmation: boolean): BookingStatus {
  return requiresConfirmation ? "pending" : "confirmed";
}

/** When the server declines a request that its host was asked about at `askedAt`: at its start, or some hours after asking. */
export function decisionDue(
  { pending_expires_hours }: { readonly pending_expires_hours: number | null },
  startsAt: EpochMs,
  askedAt: EpochMs,
): EpochMs {
  return pending_expires_hours === null
    ? startsAt
    : Math.min(startsAt, askedAt + pending_expires_hours * HOUR_MS);
}

/** Returns whether a request is past its deadline and still pending. */
export function isOverdue(
  { status, decide_by }: Pick<BookingState, "status" | "decide_by">,
  now: EpochMs,
): boolean {
  return status === "pending" && decide_by !== null && decide_by <= now;
}

/** The booking as it will be stored once the server has declined an overdue request. */
export function asOf<State extends BookingState>(booking: State, now: EpochMs): State {
  return isOverdue(booking, now)
    ? { ...booking, status: "declined", decide_by: null, expired: true }
    : booking;
}

/** The statuses of bookings that occupy their host's time. */
export const liveStatuses = ["pending", "confirmed"] as const satisfies readonly BookingStatus[];

/** Returns whether a booking occupies its host's time. */
export function isLive(status: BookingStatus): boolean {
  return (liveStatuses as readonly BookingStatus[]).includes(status);
}

/**
 * Checks a transition: `pending → confirmed | declined | cancelled`, `confirmed → cancelled`, and nothing once the meeting is
 * over. Rescheduling by the attendee asks the host again and must happen before the start; rescheduling by the host confirms
 * an expired request. Expects a booking that is not overdue.
 */
export function checkTransition(
  booking: BookingState,
  move: BookingAction,
  now: EpochMs,
  by: Party,
): Transition {
  if (move === "reschedule" && by === "host" && canRevive(booking)) return { kind: "moves", to: "confirmed" };
  if (booking.status === resultOf[move]) return { kind: "already" };
  if (!allowedFrom[move].includes(booking.status)) return refuse(refusalFor(booking.status, move));
  if (booking.ends_at <= now) return refuse("already_over");
  if (move !== "reschedule") return { kind: "moves", to: resultOf[move] ?? booking.status };
  if (by === "attendee" && booking.starts_at <= now) return refuse("already_begun");
  return { kind: "moves", to: by === "attendee" ? statusOnceAsked(booking) : booking.status };
}

/** An erased attendee cannot be notified of a new time. */
function canRevive({ status, expired, erased_at }: BookingState): boolean {
  return status === "declined" && expired && erased_at === null;
}

function statusOnceAsked({ status, requires_confirmation }: BookingState): BookingStatus {
  return requires_confirmation ? "pending" : status;
}

const resultOf: Record<BookingAction, BookingStatus | undefined> = {
  confirm: "confirmed",
  decline: "declined",
  cancel: "cancelled",
  reschedule: undefined,
};

const allowedFrom: Record<BookingAction, readonly BookingStatus[]> = {
  confirm: ["pending"],
  decline: ["pending"],
  cancel: ["pending", "confirmed"],
  reschedule: ["pending", "confirmed"],
};

function refusalFor(status: BookingStatus, move: BookingAction): Refusal {
  const decides = move === "confirm" || move === "decline";
  if (status === "cancelled") return decides ? "decided_cancelled" : "already_cancelled";
  if (status === "declined") return decides ? "decided_declined" : "already_declined";
  return "decided_confirmed";
}

function refuse(refusal: Refusal): Transition {
  return { kind: "refused", refusal };
}
