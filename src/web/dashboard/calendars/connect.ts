import { accountFrom, createBody, fullUrl } from "../../../api/calendars/bodies.ts";
import { connectAccount } from "../../../usecases/calendars/accounts.ts";
import type { DashboardContext } from "../context.ts";
import { type Form, formWith, readForm } from "../forms/form.ts";
import { type Sent, valueOf, withValues } from "../forms/sent.ts";
import { leadTo, show } from "../show.ts";
import { caldavPage, icsPage } from "./connect-page.tsx";
import { presets, providerNamed } from "./providers.ts";
import { refusedAccountForm, withRequired } from "./source-problems.ts";

/** The ways to connect a calendar. */
export type Way = "caldav" | "ics";

const fields = {
  caldav: ["kind", "url", "username", "password", "name"],
  ics: ["kind", "url", "name"],
} as const;
const required = { caldav: ["url", "username", "password"], ics: ["url"] } as const;

/** The form for another account; `?at=` names the provider. */
export function connectPage(context: DashboardContext, way: Way): Promise<Response> {
  const provider = providerNamed(context.query.get("at") ?? "");
  const { url = "", name } = presets[provider];
  const filled = way === "caldav" ? { provider, url, name } : {};
  return showForm(
    context,
    way,
    formWith(new Map(Object.entries(filled).map(([key, value]) => [key, [value]]))),
  );
}

function showForm(context: DashboardContext, way: Way, form: Form, status = 200): Promise<Response> {
  const page = way === "caldav" ? caldavPage(context, form) : icsPage(context, form);
  return show(context, page, status);
}

/** Signs in and connects the account. */
export async function submitConnect(context: DashboardContext, way: Way): Promise<Response> {
  const { deps, caller, sent, translation } = context;
  const { texts } = translation;
  const whole = withValues(sent, { kind: way, name: nameIn(sent) });
  const read = withRequired(texts, readForm(texts, createBody, whole, fields[way]), sent, required[way]);
  if ("form" in read) return showForm(context, way, { ...read.form, sent }, 422);
  const outcome = await connectAccount(deps, caller, accountFrom(read.body));
  if (outcome.ok) return leadTo(context, "calendars?done=connected");
  return showForm(context, way, refusedAccountForm(translation, sent, outcome.refusal), 422);
}

/** The name of the server, if no other name was typed. */
function nameIn(sent: Sent): string {
  const typed = valueOf(sent, "name").trim();
  if (typed !== "") return typed;
  return URL.parse(fullUrl(valueOf(sent, "url").trim()).replace(/^webcals?:/i, "https:"))?.hostname ?? "-";
}
