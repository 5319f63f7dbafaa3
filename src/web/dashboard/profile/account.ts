import { findProfile } from "../../../db/queries/hosts/profiles.ts";
import { idOf, strictObject, text } from "../../../http/fields.ts";
import { hostFields } from "../../../http/host-fields.ts";
import { sessionCookies, sessionTokenOf } from "../../../http/session-cookie.ts";
import { changePassword } from "../../../usecases/hosts/passwords.ts";
import { endAllSessions, endSession } from "../../../usecases/hosts/sessions.ts";
import { seeOther } from "../answers.ts";
import type { DashboardContext } from "../context.ts";
import { readForm, refusedForm } from "../forms/form.ts";
import { leadTo, showRefusal } from "../show.ts";
import { type ClientOf, showProfile } from "./profile.ts";

/** Ends one session, or all of them. */
export async function endSessions(context: DashboardContext): Promise<Response> {
  const { deps, caller, params, base } = context;
  if (params["id"] === "all") {
    await endAllSessions(deps, caller);
    return seeOther(`${base}/login`, [sessionCookies(deps.publicUrl).endOfSession()]);
  }
  const outcome = await endSession(deps, caller, idOf(params["id"] ?? ""));
  return outcome.ok ? leadTo(context, "profile?done=ended") : showRefusal(context, outcome.refusal);
}

const passwordBody = strictObject({ current_password: text(200), password: hostFields.password });

/** Changes the password. */
export async function submitPassword(context: DashboardContext, clientOf: ClientOf): Promise<Response> {
  const { deps, caller, request, sent, translation } = context;
  const { texts } = translation;
  const profile = await findProfile(deps.database.read, caller.host.id);
  const read = readForm(texts, passwordBody, sent, ["current_password", "password"]);
  if ("form" in read)
    return showProfile(context, undefined, profile, { status: 422, passwordForm: read.form });
  const outcome = await changePassword(deps, caller, await clientOf(), {
    current: read.body.current_password,
    next: read.body.password,
    token: sessionTokenOf(request.headers),
  });
  if (outcome.ok) return leadTo(context, "profile?done=password");
  const passwordForm = refusedForm(texts, sent, outcome.refusal);
  return showProfile(context, undefined, profile, { status: 422, passwordForm });
}
