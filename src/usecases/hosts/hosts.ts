import { REFUSED, type Trx } from "../../db/database.ts";
import { listPublicEventTypes, insertEventType } from "../../db/queries/hosts/event-types.ts";
import {
  findFirstHost,
  findHost,
  findHostBySlug,
  insertHost,
  takenHostField,
  updateHost,
} from "../../db/queries/hosts/hosts.ts";
import { insertSchedule, replaceSchedule, schedulesIn } from "../../db/queries/hosts/schedules.ts";
import { type Caller, operator } from "../../domain/actor.ts";
import { changedFields } from "../../domain/audit.ts";
import type {
  EventType,
  EventTypeSettings,
  Host,
  Page,
  PageRequest,
  ScheduleRecord,
} from "../../domain/records.ts";
import { done, type Outcome, type Refusal, refused } from "../../domain/refusal.ts";
import { ADDRESSES_OF_HOST } from "../../domain/limits.ts";
import { officeHours } from "../../domain/schedule.ts";
import { enqueueAddressNotice } from "../../email/content/address-notice.ts";
import { hashPassword } from "../../security/password.ts";
import { createKey, createKeyIn } from "./api-keys.ts";
import { recordBy } from "./audit.ts";
import type { Deps } from "../deps.ts";
import { eventTypeDefaults } from "./event-types.ts";
import { lockedWrite } from "../locked-write.ts";
import { mayUse, nothing, type RecordUse } from "../limits/limits.ts";
import { checkPasswordIfAny, judgePassword, notYours, type PasswordProof } from "./passwords.ts";

/** A host to add; `locale` is English by default. */
export type HostInput = Omit<Host, "id" | "locale" | "role"> & {
  readonly locale?: string;
  readonly password?: string;
};
export type HostChanges = Partial<Omit<Host, "id" | "role">>;

const halfHour: EventTypeSettings = {
  ...eventTypeDefaults,
  slug: "30min",
  title: "30 Minute Meeting",
  duration_minutes: 30,
};

/**
 * Adds a host with office hours and a `30min` event type, and creates an API key. The first host owns the server. Refuses
 * with `slug_taken` or `email_taken`, and a password that is easy to guess as invalid.
 */
export async function addHost(
  deps: Deps,
  { password, ...host }: HostInput,
  eventTypes: readonly EventTypeSettings[] = [halfHour],
): Promise<Outcome<{ host: Host; apiKey: string }>> {
  const good = password === undefined ? done(null) : await judgePassword(password, host);
  if (!good.ok) return good;
  const password_hash = password === undefined ? null : await hashPassword(password);
  return deps.database.write(async (trx) => {
    const now = deps.now();
    const role = (await findFirstHost(trx)) ? "member" : "owner";
    const added = await insertHost(trx, { ...host, role, password_hash }, now);
    if (added === REFUSED) return refused(await takenRefusal(trx, host));
    await insertSchedule(
      trx,
      added.id,
      {
        name: "Working hours",
        timezone: host.time_zone,
        weekly: officeHours,
        overrides: [],
        is_default: true,
      },
      now,
    );
    for (const settings of eventTypes) await insertEventType(trx, added.id, settings, now);
    const caller = { host: added, actor: operator };
    await recordBy(trx, deps, caller, "host.created", added.id);
    const { key } = await createKeyIn(trx, deps, caller, "First key");
    return done({ host: added, apiKey: key });
  });
}

/** A changed host, and the schedules that followed to another time zone. */
export type ChangedHost = { readonly host: Host; readonly followed: readonly ScheduleRecord[] };

/**
 * Changes a host's own record. With another time zone, schedules in the previous one follow. Another email address needs the current password, if there is one, and the previous address is
 * notified. Refuses with `slug_taken`, `email_taken`, as `checkOwnPassword` does, or with a limit.
 */
export async function changeHost(
  deps: Deps,
  caller: Caller,
  changes: HostChanges,
  proof: PasswordProof | undefined,
): Promise<Outcome<ChangedHost>> {
  const { host } = caller;
  const changed = changedFields(host, changes).map((name) => publicNames[name] ?? name);
  if (changed.length === 0) return done({ host, followed: [] });
  const isMoving = changed.includes("email");
  const own = isMoving ? await checkPasswordIfAny(deps, caller, proof) : undefined;
  if (own && !own.ok) return own;
  return lockedWrite(deps, host, async (trx) => {
    if (own && !(await own.value(trx))) return notYours;
    const often = isMoving ? await mayChangeAddress(trx, deps, host) : done(nothing);
    if (!often.ok) return often;
    const before = (await findHost(trx, host.id))!;
    const updated = await updateHost(trx, host.id, changes, deps.now());
    if (updated === REFUSED) return refused(await takenRefusal(trx, changes, host.id));
    await recordBy(trx, deps, caller, "host.updated", host.id, changed);
    await often.value();
    if (isMoving) {
      await enqueueAddressNotice(trx, deps, before, updated.email);
      trx.onCommit(deps.wakeWorkers);
    }
    const isAway = updated.time_zone !== before.time_zone;
    return done({
      host: updated,
      followed: isAway ? await followZone(trx, deps, caller, before, updated) : [],
    });
  });
}

/** Moves the host's schedules from their previous time zone to the new one; the hours stay the same on the clock. */
async function followZone(
  trx: Trx,
  deps: Deps,
  caller: Caller,
  before: Host,
  { time_zone: timezone }: Host,
): Promise<ScheduleRecord[]> {
  const followed: ScheduleRecord[] = [];
  for (const { id, ...settings } of await schedulesIn(trx, before.id, before.time_zone)) {
    followed.push(await replaceSchedule(trx, id, { ...settings, timezone }, deps.now()));
    await recordBy(trx, deps, caller, "schedule.updated", id, ["timezone"]);
  }
  return followed;
}

/** Each change emails the previous address, which may belong to a stranger. */
async function mayChangeAddress(trx: Trx, { limits, now }: Deps, { id }: Host): Promise<Outcome<RecordUse>> {
  if (!limits) return done(nothing);
  return mayUse(trx, { subject: `address:${id}`, limit: ADDRESSES_OF_HOST }, now());
}

/** Fields with another name in the API. */
const publicNames: Readonly<Record<string, string>> = { time_zone: "timezone", locale: "language" };

/** Creates another API key for the host with this slug. Refuses with `not_found` or `too_many_api_keys`. */
export async function addKeyFor(deps: Deps, slug: string): Promise<Outcome<string>> {
  const host = await findHostBySlug(deps.database.read, slug);
  if (!host) return refused("not_found");
  const made = await createKey(deps, { host, actor: operator }, "Created on the command line");
  return made.ok ? done(made.value.key) : made;
}

/** A host's public profile with one page of their visible event types. */
export type Profile = { readonly host: Host; readonly eventTypes: Page<EventType> };

/** Refuses with `not_found`. */
export async function publicProfile(deps: Deps, slug: string, page: PageRequest): Promise<Outcome<Profile>> {
  const host = await findHostBySlug(deps.database.read, slug);
  if (!host) return refused("not_found");
  return done({ host, eventTypes: await listPublicEventTypes(deps.database.read, host.id, page) });
}

/** The refusal for a unique column that rejected a write. */
async function takenRefusal(trx: Trx, { slug, email }: HostChanges, exceptId?: number): Promise<Refusal> {
  return `${await takenHostField(trx, { slug, email }, exceptId)}_taken`;
}
