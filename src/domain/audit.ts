import type { Actor } from "./actor.ts";
import type { EpochMs } from "./interval.ts";

/** Everything that is written down when it is done: the kind of thing it is done to, and what is done. */
export const auditActions = [
  "host.created",
  "host.updated",
  "api_key.created",
  "api_key.deleted",
  "session.created",
  "session.deleted",
  "event_type.created",
  "event_type.updated",
  "event_type.deleted",
  "schedule.created",
  "schedule.updated",
  "schedule.deleted",
  "time_off.created",
  "time_off.deleted",
  "booking.approved",
  "booking.declined",
  "booking.cancelled",
  "booking.disowned",
  "booking.moved",
  "booking.updated",
  "booking.exported",
  "booking.erased",
  "mail.retried",
  "webhook.created",
  "webhook.updated",
  "webhook.deleted",
  "delivery.retried",
  "block.created",
  "block.deleted",
] as const;
export type AuditAction = (typeof auditActions)[number];

export const auditSubjects = [
  "host",
  "api_key",
  "session",
  "event_type",
  "schedule",
  "time_off",
  "booking",
  "mail",
  "webhook",
  "delivery",
  "block",
] as const;
export type AuditSubject = (typeof auditSubjects)[number];

/** One thing that was done to what is a host's. Holds nothing that an attendee said or is called. */
export type AuditEntry = {
  readonly id: number;
  readonly host_id: number;
  readonly at: EpochMs;
  readonly actor: Actor;
  readonly action: AuditAction;
  /** The id is null where it was done to several of its kind at once, `count` of them. */
  readonly subject: { readonly type: AuditSubject; readonly id: number | null };
  readonly count: number;
  /** The names of the fields that have another value since. */
  readonly changes: readonly string[];
};

/** The kind of thing that an action is done to. */
export function subjectOf(action: AuditAction): AuditSubject {
  return action.slice(0, action.indexOf(".")) as AuditSubject;
}

/** The names of those fields of `after` that had another value before, by the alphabet. Values are what JSON can hold. */
export function changedFields<Fields extends object>(before: Fields, after: Partial<Fields>): string[] {
  return Object.entries(after)
    .filter(([name, value]) => !Bun.deepEquals(before[name as keyof Fields], value))
    .map(([name]) => name)
    .sort();
}
