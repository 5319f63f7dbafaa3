import type { Trx } from "../../db/database.ts";
import {
  type AuditFilter,
  insertAuditEntry,
  listAudit,
  type NewAuditEntry,
} from "../../db/queries/hosts/audit.ts";
import type { Caller } from "../../domain/actor.ts";
import type { AuditAction, AuditEntry } from "../../domain/audit.ts";
import type { Host, Page, PageRequest } from "../../domain/records.ts";
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

/** The actions on a host's data, newest first. */
export function hostAudit(
  deps: Deps,
  host: Host,
  filter: AuditFilter,
  page: PageRequest,
): Promise<Page<AuditEntry>> {
  return listAudit(deps.database.read, host.id, filter, page);
}
