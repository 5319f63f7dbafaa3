import { REFUSED, type Trx } from "../../db/database.ts";
import { insertEventType } from "../../db/queries/hosts/event-types.ts";
import { findFirstHost, insertHost } from "../../db/queries/hosts/hosts.ts";
import { insertSchedule } from "../../db/queries/hosts/schedules.ts";
import { operator } from "../../domain/actor.ts";
import type { EventTypeSettings, Host, WeeklyHours } from "../../domain/records.ts";
import { done, type Outcome, refused } from "../../domain/refusal.ts";
import { officeHours } from "../../domain/schedule.ts";
import { hashPassword } from "../../security/password.ts";
import type { Deps } from "../deps.ts";
import { createKeyIn } from "./api-keys.ts";
import { recordBy } from "./audit.ts";
import { eventTypeDefaults } from "./event-types.ts";
import { takenRefusal } from "./hosts.ts";
import { judgePassword } from "./passwords.ts";

/** A host to add; `locale` is English by default. */
export type HostInput = Omit<Host, "id" | "locale" | "role" | "when_calendar_unreachable"> & {
  readonly locale?: string;
  readonly password?: string;
};

/** What a new host begins with; office hours and a half-hour meeting by default. */
export type Beginning = {
  readonly eventTypes?: readonly EventTypeSettings[];
  readonly weekly?: readonly WeeklyHours[];
  readonly isDemo?: boolean;
};

const halfHour: EventTypeSettings = {
  ...eventTypeDefaults,
  slug: "30min",
  title: "30 Minute Meeting",
  duration_minutes: 30,
};

/**
 * Adds a host and creates an API key. The first host owns the server. Refuses with `slug_taken` or `email_taken`, and a
 * password that is easy to guess as invalid.
 */
export async function addHost(
  deps: Deps,
  input: HostInput,
  beginning: Beginning = {},
): Promise<Outcome<{ host: Host; apiKey: string }>> {
  const good = input.password === undefined ? done(null) : await judgePassword(input.password, input);
  if (!good.ok) return good;
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
  return deps.database.write(async (trx) => {
    const added = await addHostIn(trx, deps, input, passwordHash, beginning);
    if (!added.ok) return added;
    const caller = { host: added.value, actor: operator };
    const { key } = await createKeyIn(trx, deps, caller, "First key");
    return done({ host: added.value, apiKey: key });
  });
}

/** Adds a host with this password hash. */
export async function addHostIn(
  trx: Trx,
  deps: Deps,
  { slug, name, email, time_zone, locale }: HostInput,
  password_hash: string | null,
  { eventTypes = [halfHour], weekly = officeHours, isDemo = false }: Beginning,
): Promise<Outcome<Host>> {
  const now = deps.now();
  const role = isDemo || (await findFirstHost(trx)) ? "member" : "owner";
  const host = { slug, name, email, time_zone, ...(locale !== undefined && { locale }), role } as const;
  const added = await insertHost(trx, { ...host, password_hash, is_demo: isDemo ? 1 : 0 }, now);
  if (added === REFUSED) return refused(await takenRefusal(trx, host));
  const schedule = { name: "Working hours", timezone: time_zone, weekly, overrides: [], is_default: true };
  await insertSchedule(trx, added.id, schedule, now);
  for (const settings of eventTypes) await insertEventType(trx, added.id, settings, now);
  await recordBy(trx, deps, { host: added, actor: operator }, "host.created", added.id);
  return done(added);
}
