import type { Owned } from "./quota.ts";

/** Every expected failure of a use case. */
export type Refusal =
  | "not_found"
  | "slot_unavailable"
  | "calendar_unreachable"
  | "moved"
  | "decided_confirmed"
  | "decided_declined"
  | "decided_cancelled"
  | "already_declined"
  | "already_cancelled"
  | "already_over"
  | "already_begun"
  | "not_confirmed"
  | "not_begun"
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
  | "link_used"
  | "too_many_links"
  | `too_many_${Owned}`
  | TooOften
  | Invalid;

/** A limit was reached; the action is allowed again after this time. */
export type TooOften = { readonly retryAfterMs: number };

/** A value with the right shape that is still not acceptable; `path` is a JSON pointer into the body. */
export type Invalid = { readonly invalid: readonly FieldError[] };
export type FieldError = { readonly path: string; readonly message: string };

/** A result that may be a refusal. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refused(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal };
}

/** Refuses with `not_found` if there is no value. */
export function found<T>(value: T | undefined): Outcome<T> {
  return value === undefined ? refused("not_found") : done(value);
}

/** A refusal of an action that is allowed again after this time. */
export function tooOften(retryAfterMs: number): { readonly ok: false; readonly refusal: Refusal } {
  return refused({ retryAfterMs });
}

/** A refusal that names one field and its error. */
export function invalid(path: string, message: string): { readonly ok: false; readonly refusal: Refusal } {
  return refused({ invalid: [{ path, message }] });
}
