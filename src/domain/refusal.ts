import type { Owned } from "./quota.ts";

/** Every expected failure of a use case. */
export type Refusal =
  | "not_found"
  | "slot_unavailable"
  | "decided_confirmed"
  | "decided_declined"
  | "decided_cancelled"
  | "already_declined"
  | "already_cancelled"
  | "already_over"
  | "already_begun"
  | "slug_taken"
  | "email_taken"
  | "schedule_in_use"
  | "default_schedule"
  | "not_failed"
  | "webhook_off"
  | "secret_unreadable"
  | "idempotency_mismatch"
  | "wrong_login"
  | "busy"
  | "too_many_bookings"
  | "too_many_moves"
  | "already_blocked"
  | `too_many_${Owned}`
  | TooOften
  | Invalid;

/** Something that was done too often lately, and in how many milliseconds it may be done again. */
export type TooOften = { readonly retryAfterMs: number };

/** A value that has the right shape and cannot be used all the same; `path` is a JSON pointer into the body. */
export type Invalid = { readonly invalid: readonly { readonly path: string; readonly message: string }[] };

/** A result that may be a refusal. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refused(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal };
}

/** A refusal of what may be done again after so many milliseconds. */
export function tooOften(retryAfterMs: number): { readonly ok: false; readonly refusal: Refusal } {
  return refused({ retryAfterMs });
}

/** A refusal that names one field and says what is wrong with it. */
export function invalid(path: string, message: string): { readonly ok: false; readonly refusal: Refusal } {
  return refused({ invalid: [{ path, message }] });
}
