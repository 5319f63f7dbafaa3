import { deleteHost, findDemoHost, findFirstHost } from "../../db/queries/hosts/hosts.ts";
import type { Caller } from "../../domain/actor.ts";
import type { EventTypeSettings, WeeklyHours } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { hashPassword } from "../../security/password.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";
import { addHostIn, type HostInput } from "./add-host.ts";
import { judgePassword } from "./passwords.ts";
import { openSessionIn, type Opened } from "./sessions.ts";

/** The first host, as they fill in the setup page. */
export type SetupInput = Required<HostInput> & {
  readonly weekly: readonly WeeklyHours[];
  readonly eventType: EventTypeSettings;
};

/** Returns whether the server has a host; the demo host does not count. */
export async function isSetUp({ database }: Deps): Promise<boolean> {
  return (await findFirstHost(database.read)) !== undefined;
}

/** Returns whether this token opens the setup page now. */
export async function mayBeSetUp(deps: Deps, token: string): Promise<boolean> {
  return deps.setupTokens.isValid(token, deps.now()) && !(await isSetUp(deps));
}

/**
 * Adds the first host, who owns the server, and signs them in. Refuses with `not_found` if the token is not valid or somebody
 * was first, with `slug_taken` or `email_taken` if the demo host has them, and a password that is easy to guess as invalid.
 */
export async function setUp(
  deps: Deps,
  token: string,
  { weekly, eventType, password, ...host }: SetupInput,
  userAgent: string | null,
): Promise<Outcome<Opened>> {
  if (!deps.setupTokens.isValid(token, deps.now())) return refused("not_found");
  const good = await judgePassword(password, host);
  if (!good.ok) return good;
  const passwordHash = await hashPassword(password);
  return deps.database.write(async (trx) => {
    await trx.lockNames(["setup"]);
    if (await findFirstHost(trx)) return refused("not_found");
    const added = await addHostIn(trx, deps, host, passwordHash, { weekly, eventTypes: [eventType] });
    return added.ok ? done(await openSessionIn(trx, deps, added.value, userAgent)) : added;
  });
}

/** Removes the demo host with all bookings. Refuses with `not_found` for any other host. */
export function removeDemo(deps: Deps, { host }: Caller): Promise<Outcome<null>> {
  return lockedWrite(deps, host, async (trx) => {
    if ((await findDemoHost(trx))?.id !== host.id) return refused("not_found");
    await deleteHost(trx, host.id);
    return done(null);
  });
}
