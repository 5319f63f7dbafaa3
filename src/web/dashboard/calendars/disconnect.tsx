import { entriesOfAccount } from "../../../db/queries/calendars/entries.ts";
import { fill } from "../../../i18n/wording.ts";
import { disconnectAccount } from "../../../usecases/calendars/disconnect.ts";
import type { DashboardContext } from "../context.ts";
import { formWith } from "../forms/form.ts";
import { valueOf } from "../forms/sent.ts";
import { leadTo, show, showMissing, showRefusal } from "../show.ts";
import { Choice } from "./choices.tsx";
import { ownAccount } from "./edit.tsx";

/** Asks whether to disconnect an account, and what becomes of the entries in it. */
export async function disconnectPage(context: DashboardContext): Promise<Response> {
  const { base, deps, translation } = context;
  const account = await ownAccount(context);
  if (!account) return showMissing(context);
  const { calendars, shell } = translation.texts;
  const { disconnecting: words } = calendars;
  const entries = await entriesOfAccount(deps.database.read, account.id, 1);
  const form = formWith(new Map([["entries", ["keep"]]]));
  return show(context, {
    title: fill(words.title, { name: account.name }),
    section: "calendars",
    body: (
      <form class="panel" method="post" action={`${base}/dashboard/calendars/${account.id}/disconnect`}>
        <p>{words.lead}</p>
        {entries.length > 0 && (
          <fieldset class="field">
            <legend>{words.entries}</legend>
            <Choice form={form} type="radio" name="entries" value="keep" label={words.keep} />
            <Choice form={form} type="radio" name="entries" value="remove" label={words.remove} />
          </fieldset>
        )}
        <div class="buttons">
          <button class="danger">{words.submit}</button>
          <a href={`${base}/dashboard/calendars`}>{shell.cancel}</a>
        </div>
      </form>
    ),
  });
}

/** Disconnects it. */
export async function submitDisconnect(context: DashboardContext): Promise<Response> {
  const { deps, caller, sent } = context;
  const account = await ownAccount(context);
  if (!account) return showMissing(context);
  const entries = valueOf(sent, "entries") === "remove" ? "remove" : "keep";
  const outcome = await disconnectAccount(deps, caller, account.id, entries);
  if (!outcome.ok) return showRefusal(context, outcome.refusal);
  return leadTo(context, `calendars?done=${entries === "remove" ? "removing" : "disconnected"}`);
}
