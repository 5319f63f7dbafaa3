import type { Trx } from "../../db/database.ts";
import { insertAuditEntry, type NewAuditEntry } from "../../db/queries/hosts/audit.ts";
import type { Caller } from "../../domain/actor.ts";
import type { AuditAction } from "../../domain/audit.ts";
import type { Deps } from "../deps.ts";

/** Records an action on a host's data, in the transaction that performs it. */
export function record(trx: Trx, deps: Deps, entry: NewAuditEntry): Promise<void> {
  return insertAuditEntry(trx, entry, deps.now());
}

/** The same for an action by the host themselves. */
export function recordBy(
  trx: Trx,
  deps: Deps,
  { host, actor }: Caller,
  action: AuditAction,
  subjectId: number,
  changes: readonly string[] = [],
): Promise<void> {
  return record(trx, deps, { host_id: host.id, actor, action, subject_id: subjectId, changes });
}
