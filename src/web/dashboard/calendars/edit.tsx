import { changeBody, fullUrl } from "../../../api/calendars/bodies.ts";
import { idOf } from "../../../http/fields.ts";
import { fill } from "../../../i18n/wording.ts";
import {
  type AccountChanges,
  changeAccount,
  connectedAccount,
  requestSync,
} from "../../../usecases/calendars/accounts.ts";
import type { CalendarAccount } from "../../../domain/calendars.ts";
import type { DashboardContext } from "../context.ts";
import { FormProblem, Hidden, Input } from "../forms/fields.tsx";
import { type Form, formWith, readForm } from "../forms/form.ts";
import { valueOf } from "../forms/sent.ts";
import { leadTo, show, showMissing, showRefusal } from "../show.ts";
import { refusedAccountForm, withRequired } from "./source-problems.ts";

/** The form that edits an account. */
export async function editAccount(context: DashboardContext): Promise<Response> {
  const account = await ownAccount(context);
  if (!account) return showMissing(context);
  const address = account.kind === "ics" ? "" : account.url;
  const stored = new Map([
    ["name", [account.name]],
    ["url", [address]],
  ]);
  return showForm(context, account, formWith(stored));
}

/** The account in the path; undefined if there is none. */
export async function ownAccount({
  deps,
  host,
  params,
}: DashboardContext): Promise<CalendarAccount | undefined> {
  const found = await connectedAccount(deps, host, idOf(params["id"] ?? ""));
  return found.ok ? found.value.account : undefined;
}

function showForm(
  context: DashboardContext,
  account: CalendarAccount,
  form: Form,
  status = 200,
): Promise<Response> {
  const { base, translation } = context;
  const { calendars, shell } = translation.texts;
  const { connect: words, editing } = calendars;
  const page = {
    title: fill(editing.title, { name: account.name }),
    section: "calendars" as const,
    body: (
      <form class="panel" method="post" action={`${base}/dashboard/calendars/${account.id}`}>
        <FormProblem form={form} />
        <Input form={form} name="name" label={words.name} required max={100} autocomplete="off" />
        <Access context={context} account={account} form={form} />
        <Hidden name="seen" value={account.updated_at} />
        <div class="buttons">
          <button class="primary" name="do" value="save">
            {shell.save}
          </button>
          <a href={`${base}/dashboard/calendars`}>{shell.cancel}</a>
        </div>
      </form>
    ),
  };
  return show(context, page, status);
}

type AccessProps = {
  readonly context: DashboardContext;
  readonly account: CalendarAccount;
  readonly form: Form;
};

/** The address and the credentials. What is secret is not shown, and kept if it is left empty. */
function Access({ context, account, form }: AccessProps) {
  const { connect: words, editing } = context.translation.texts.calendars;
  const url = { form, name: "url", max: 2048, inputMode: "url", autocomplete: "off" } as const;
  if (account.kind === "ics")
    return <Input {...url} label={words.address} hint={fill(editing.keptAddress, { url: account.url })} />;
  return (
    <>
      <Input {...url} label={words.server} required />
      <div class="row">
        <Input
          form={form}
          name="username"
          label={words.username}
          hint={editing.keptUser}
          max={500}
          autocomplete="off"
        />
        <Input
          form={form}
          name="password"
          label={words.password}
          hint={editing.keptPassword}
          type="password"
          max={500}
          autocomplete="new-password"
        />
      </div>
    </>
  );
}

/** Saves, synchronizes, pauses or resumes. */
export async function submitAccount(context: DashboardContext): Promise<Response> {
  const account = await ownAccount(context);
  if (!account) return showMissing(context);
  const { deps, caller, sent } = context;
  const what = valueOf(sent, "do");
  if (what === "sync") {
    const outcome = await requestSync(deps, caller, account.id);
    return outcome.ok ? leadTo(context, "calendars?done=syncing") : showRefusal(context, outcome.refusal);
  }
  if (what === "pause" || what === "resume") {
    const outcome = await changeAccount(deps, caller, account.id, { paused: what === "pause" });
    if (!outcome.ok) return showRefusal(context, outcome.refusal);
    return leadTo(context, `calendars?done=${what === "pause" ? "paused" : "resumed"}`);
  }
  return save(context, account);
}

const fields = { caldav: ["name", "url", "username", "password"], ics: ["name", "url"] } as const;
const required = { caldav: ["name", "url"], ics: ["name"] } as const;

async function save(context: DashboardContext, account: CalendarAccount): Promise<Response> {
  const { deps, caller, sent, translation } = context;
  const { texts } = translation;
  const way = account.kind === "ics" ? "ics" : "caldav";
  const read = withRequired(texts, readForm(texts, changeBody, sent, fields[way]), sent, required[way]);
  if ("form" in read) return showForm(context, account, read.form, 422);
  if (valueOf(sent, "seen") !== String(account.updated_at)) {
    const form = { ...formWith(sent), problem: texts.shell.changedMeanwhile };
    return showForm(context, account, form, 409);
  }
  const outcome = await changeAccount(deps, caller, account.id, changesIn(read.body, account));
  if (outcome.ok) return leadTo(context, "calendars?done=saved");
  return showForm(context, account, refusedAccountForm(translation, sent, outcome.refusal), 422);
}

/** An address that stays as it is needs no signing in. */
function changesIn({ url, ...plain }: AccountChanges, account: CalendarAccount): AccountChanges {
  const isOther = url !== undefined && fullUrl(url) !== account.url;
  return { ...plain, ...(isOther && { url: fullUrl(url) }) };
}
