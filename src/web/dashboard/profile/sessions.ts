import { listSessions } from "../../../db/queries/hosts/sessions.ts";
import type { Session } from "../../../domain/records.ts";
import { sessionTokenOf } from "../../../http/session-cookie.ts";
import { sessionIdOf } from "../../../usecases/hosts/sessions.ts";
import type { DashboardContext } from "../context.ts";

/** A host's sessions, and which of them is that of the request. */
export type Sessions = { readonly items: readonly Session[]; readonly current: number | undefined };

const MOST = 100;

export async function sessionsOf({ deps, host, request }: DashboardContext): Promise<Sessions> {
  const page = { limit: MOST, page: 1 };
  const { items } = await listSessions(deps.database.read, host.id, deps.now(), page);
  const token = sessionTokenOf(request.headers);
  return { items, current: token === undefined ? undefined : await sessionIdOf(deps, host, token) };
}
