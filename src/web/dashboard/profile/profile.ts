import { changeBody, hostChanges } from "../../../api/account/bodies.ts";
import { findProfile } from "../../../db/queries/hosts/profiles.ts";
import type { Host, HostProfile } from "../../../domain/records.ts";
import { fill } from "../../../i18n/wording.ts";
import type { SignInClient } from "../../../usecases/hosts/sign-in-attempts.ts";
import { changeHost } from "../../../usecases/hosts/hosts.ts";
import type { DashboardContext } from "../context.ts";
import { type Form, formWith, readForm, refusedForm } from "../forms/form.ts";
import { filledWith, type Sent, valueOf } from "../forms/sent.ts";
import { hasLimitRows, withoutEmptyLimits } from "../forms/limit-rows.tsx";
import { versionOf } from "../forms/version.ts";
import { leadTo, show } from "../show.ts";
import { profilePage } from "./profile-page.tsx";
import { sessionsOf } from "./sessions.ts";

/** The fields of the form; the picture and the current password only if they were filled in. */
const fields = [
  "name",
  "email",
  "slug",
  "timezone",
  "language",
  "bio",
  "website",
  "accent_color",
  "show_embed_button",
  "limits",
] as const;

/** Identifies the client that sends the current password, and limits it. */
export type ClientOf = () => Promise<SignInClient>;

/** Shows the profile. */
export async function profileView(context: DashboardContext): Promise<Response> {
  const profile = await findProfile(context.deps.database.read, context.host.id);
  return showProfile(context, formWith(storedForm(context, profile)), profile, { notice: noticeOf(context) });
}

function storedForm({ host }: DashboardContext, profile: HostProfile): Sent {
  const { name, email, slug, time_zone, locale } = host;
  const { avatar: _, ...shown } = profile;
  return filledWith({ name, email, slug, timezone: time_zone, language: locale.slice(0, 2), ...shown });
}

type Shown = { readonly status?: number; readonly notice?: string | undefined; readonly passwordForm?: Form };

export async function showProfile(
  context: DashboardContext,
  form: Form | undefined,
  profile: HostProfile,
  { status = 200, ...shown }: Shown,
): Promise<Response> {
  const sessions = await sessionsOf(context);
  const stored = form ?? formWith(storedForm(context, profile));
  const seen = seenBy(context, profile);
  return show(context, profilePage({ context, form: stored, profile, sessions, seen, ...shown }), status);
}

function seenBy({ host }: DashboardContext, profile: HostProfile): string {
  return versionOf({ ...host, ...profile });
}

function noticeOf({ query, translation }: DashboardContext): string | undefined {
  const { shell, profile } = translation.texts;
  const notices = new Map([
    ["saved", shell.saved],
    ["password", profile.passwordChanged],
    ["ended", profile.ended],
  ]);
  const followed = query.get("followed");
  const notice = notices.get(query.get("done") ?? "");
  return followed === null || notice === undefined
    ? notice
    : `${notice} ${fill(profile.followed, { names: followed.slice(0, 500) })}`;
}

/** Saves the profile. */
export async function submitProfile(context: DashboardContext, clientOf: ClientOf): Promise<Response> {
  const { deps, caller, translation } = context;
  const sent = withoutEmptyLimits(context.sent);
  const { texts } = translation;
  const profile = await findProfile(deps.database.read, caller.host.id);
  const present = fields.filter((name) => name !== "limits" || hasLimitRows(context.sent));
  const read = readForm(texts, changeBody, withoutRegion(context.host, sent), present, "change");
  if ("form" in read) return showProfile(context, { ...read.form, sent }, profile, { status: 422 });
  if (valueOf(sent, "seen") !== seenBy(context, profile)) {
    const form = { ...formWith(sent), problem: texts.shell.changedMeanwhile };
    return showProfile(context, form, profile, { status: 409 });
  }
  const picture = pictureIn(sent);
  const changes = hostChanges(read.body);
  const password = valueOf(sent, "current_password");
  const proof = password === "" ? undefined : { password: password.slice(0, 200), client: await clientOf() };
  const withPicture = picture === undefined ? changes.profile : { ...changes.profile, avatar: picture };
  const outcome = await changeHost(deps, caller, changes.host, withPicture, proof);
  if (!outcome.ok)
    return showProfile(context, refusedForm(texts, sent, outcome.refusal), profile, { status: 422 });
  const names = outcome.value.followed.map(({ name }) => name).join(", ");
  const followed = names === "" ? "" : `&followed=${encodeURIComponent(names)}`;
  return leadTo(context, `profile?done=saved${followed}`);
}

/** The form with the host's own region, if the language stays: `en-GB` is shown as English. */
function withoutRegion(host: Host, sent: Sent): Sent {
  const language = valueOf(sent, "language");
  if (!host.locale.startsWith(`${language}-`)) return sent;
  return new Map([...sent, ["language", [host.locale]]]);
}

/** The chosen picture as a data URL, null to remove it, and undefined to keep it. */
function pictureIn(sent: Sent): string | null | undefined {
  const picture = valueOf(sent, "avatar");
  if (picture !== "") return picture;
  return valueOf(sent, "remove_avatar") === "on" ? null : undefined;
}
