import { REFUSED, type Trx } from "../../db/database.ts";
import { listPublicEventTypes } from "../../db/queries/hosts/event-types.ts";
import { findHost, findHostBySlug, takenHostField, updateHost } from "../../db/queries/hosts/hosts.ts";
import { type Avatar, findProfile, saveAvatar, saveProfile } from "../../db/queries/hosts/profiles.ts";
import { replaceSchedule, schedulesIn } from "../../db/queries/hosts/schedules.ts";
import { type Caller, operator } from "../../domain/actor.ts";
import { changedFields } from "../../domain/audit.ts";
import type {
  EventType,
  Host,
  HostProfile,
  Page,
  PageRequest,
  ScheduleRecord,
} from "../../domain/records.ts";
import { done, type Outcome, type Refusal, refused } from "../../domain/refusal.ts";
import { ADDRESSES_OF_HOST } from "../../domain/limits.ts";
import { enqueueAddressNotice } from "../../email/content/address-notice.ts";
import { createKey } from "./api-keys.ts";
import { formProblems } from "./limit-problems.ts";
import { readAvatar } from "./avatar.ts";
import { recordBy } from "./audit.ts";
import type { Deps } from "../deps.ts";
import { lockedWrite } from "../locked-write.ts";
import { mayUse, nothing, type RecordUse } from "../limits/limits.ts";
import { checkPasswordIfAny, notYours, type PasswordProof } from "./passwords.ts";

export type HostChanges = Partial<Omit<Host, "id" | "role">>;
/** Changes of a profile; `avatar` is a data URL, or null for no picture. */
export type ProfileChanges = Partial<HostProfile>;

/** A changed host, and the schedules that followed to another time zone. */
export type ChangedHost = {
  readonly host: Host;
  readonly profile: HostProfile;
  readonly followed: readonly ScheduleRecord[];
};

/**
 * Changes a host's own record and profile. With another time zone, schedules in the previous one follow. Another email
 * address needs the current password, if there is one, and the previous address is notified. Refuses with `slug_taken`,
 * `email_taken`, as `checkOwnPassword` does, with a limit, or as invalid: a picture that cannot be used, or limits.
 */
export async function changeHost(
  deps: Deps,
  caller: Caller,
  changes: HostChanges,
  { avatar, ...profileChanges }: ProfileChanges,
  proof: PasswordProof | undefined,
): Promise<Outcome<ChangedHost>> {
  const { host } = caller;
  const problems = formProblems(profileChanges.limits ?? []);
  if (problems.length > 0) return refused({ invalid: problems });
  const picture = typeof avatar === "string" ? await readAvatar(avatar) : done(avatar);
  if (!picture.ok) return picture;
  const profile = await findProfile(deps.database.read, host.id);
  const next = { ...profileChanges, ...(avatar !== undefined && { avatar: picture.value?.hash ?? null }) };
  const ownChanges = changedFields(host, changes).map((name) => publicNames[name] ?? name);
  const changed = [...ownChanges, ...changedFields(profile, next)].sort();
  if (changed.length === 0) return done({ host, profile, followed: [] });
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
      profile: await changeProfile(trx, host.id, profileChanges, picture.value),
      followed: isAway ? await followZone(trx, deps, caller, before, updated) : [],
    });
  });
}

async function changeProfile(
  trx: Trx,
  hostId: number,
  changes: Omit<ProfileChanges, "avatar">,
  picture: Avatar | null | undefined,
): Promise<HostProfile> {
  await saveProfile(trx, hostId, { ...(await findProfile(trx, hostId)), ...changes });
  if (picture !== undefined) await saveAvatar(trx, hostId, picture);
  return findProfile(trx, hostId);
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

/** What a host's public page shows: who they are, and one page of their visible event types. */
export type PublicProfile = {
  readonly host: Host;
  readonly profile: HostProfile;
  readonly eventTypes: Page<EventType>;
};

/** Refuses with `not_found`. */
export async function publicProfile(
  deps: Deps,
  slug: string,
  page: PageRequest,
): Promise<Outcome<PublicProfile>> {
  const host = await findHostBySlug(deps.database.read, slug);
  if (!host) return refused("not_found");
  const profile = await findProfile(deps.database.read, host.id);
  return done({ host, profile, eventTypes: await listPublicEventTypes(deps.database.read, host.id, page) });
}

/** The refusal for a unique column that rejected a write. */
export async function takenRefusal(
  trx: Trx,
  { slug, email }: Partial<Pick<Host, "slug" | "email">>,
  exceptId?: number,
): Promise<Refusal> {
  return `${await takenHostField(trx, { slug, email }, exceptId)}_taken`;
}
