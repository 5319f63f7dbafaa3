import type { Actor } from "./actor.ts";
import type { EpochMs } from "./interval.ts";

/** Every audited action: the type of its subject, and the verb. */
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
  "private_link.created",
  "private_link.deleted",
  "private_link.exported",
  "private_link.erased",
  "schedule.created",
  "schedule.updated",
  "schedule.deleted",
  "time_off.created",
  "time_off.deleted",
  "booking.created",
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
  "calendar_account.created",
  "calendar_account.updated",
  "calendar_account.deleted",
  "calendar.updated",
  "calendar_feed.rotated",
] as const;
export type AuditAction = (typeof auditActions)[number];

export const auditSubjects = [
  "host",
  "api_key",
  "session",
  "event_type",
  "private_link",
  "schedule",
  "time_off",
  "booking",
  "mail",
  "webhook",
  "delivery",
  "block",
  "calendar_account",
  "calendar",
  "calendar_feed",
] as const;
export type AuditSubject = (typeof auditSubjects)[number];

/** One action on a host's data. Contains nothing that identifies an attendee. */
export type AuditEntry = {
  readonly id: number;
  readonly host_id: number;
  readonly at: EpochMs;
  readonly actor: Actor;
  readonly action: AuditAction;
  /** The id is null for an action on several subjects at once, `count` of them. */
  readonly subject: { readonly type: AuditSubject; readonly id: number | null };
  readonly count: number;
  /** The names of the changed fields. */
  readonly changes: readonly string[];
};

/** The type of an action's subject. */
export function subjectOf(action: AuditAction): AuditSubject {
  return action.slice(0, action.indexOf(".")) as AuditSubject;
}

/** The names of the fields whose value in `after` differs from `before`, in alphabetical order. Values must be JSON. */
export function changedFields<Fields extends object>(before: Fields, after: Partial<Fields>): string[] {
  return Object.entries(after)
    .filter(([name, value]) => !Bun.deepEquals(before[name as keyof Fields], value))
    .map(([name]) => name)
    .sort();
}
