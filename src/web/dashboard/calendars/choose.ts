import { changeBody } from "../../../api/account/bodies.ts";
import type { ConnectedCalendar } from "../../../domain/calendars.ts";
import { connectedAccounts } from "../../../usecases/calendars/accounts.ts";
import { chooseCalendar } from "../../../usecases/calendars/choose.ts";
import { changeHost } from "../../../usecases/hosts/hosts.ts";
import type { DashboardContext } from "../context.ts";
import { formWith, readForm, refusedForm } from "../forms/form.ts";
import { valueOf } from "../forms/sent.ts";
import { leadTo } from "../show.ts";
import { choicesVersion } from "./choices.tsx";
import { calendarOverview } from "./overview.ts";

/** Saves which calendars block, and to which one bookings are written. */
export async function submitChoices(context: DashboardContext): Promise<Response> {
  const { deps, caller, sent, translation } = context;
  const { problems, shell } = translation.texts;
  const accounts = await connectedAccounts(deps.database.read, caller.host);
  const calendars = accounts.flatMap((one) => one.calendars);
  const target = valueOf(sent, "target");
  if (valueOf(sent, "seen") !== choicesVersion(calendars)) {
    const choices = { ...formWith(sent), problem: shell.changedMeanwhile };
    return calendarOverview(context, { choices, status: 409 });
  }
  if (target !== "" && !calendars.some(({ id, writable }) => writable && String(id) === target)) {
    const wrong = new Map([["target", problems.choice]]);
    const choices = { sent, problems: wrong, problem: problems.checkFields };
    return calendarOverview(context, { choices, status: 422 });
  }
  const busy = new Set(sent.get("busy"));
  for (const { id } of changedIn(calendars, busy, target)) {
    const choice = { busy: busy.has(String(id)), is_target: String(id) === target };
    const outcome = await chooseCalendar(deps, caller, id, choice);
    if (outcome.ok) continue;
    const choices = refusedForm(translation.texts, sent, outcome.refusal);
    return calendarOverview(context, { choices, status: 409 });
  }
  return leadTo(context, "calendars?done=saved");
}

function changedIn(
  calendars: readonly ConnectedCalendar[],
  busy: ReadonlySet<string>,
  target: string,
): ConnectedCalendar[] {
  return calendars.filter(
    (calendar) =>
      calendar.busy !== busy.has(String(calendar.id)) ||
      calendar.is_target !== (String(calendar.id) === target),
  );
}

/** Saves what happens to bookings while a calendar cannot be read. */
export async function submitUnreachable(context: DashboardContext): Promise<Response> {
  const { deps, caller, sent, translation } = context;
  const read = readForm(translation.texts, changeBody, sent, ["when_calendar_unreachable"], "change");
  if ("form" in read) return calendarOverview(context, { unreachable: read.form, status: 422 });
  const { when_calendar_unreachable = caller.host.when_calendar_unreachable } = read.body;
  const outcome = await changeHost(deps, caller, { when_calendar_unreachable }, {}, undefined);
  if (outcome.ok) return leadTo(context, "calendars?done=saved");
  const unreachable = refusedForm(translation.texts, sent, outcome.refusal);
  return calendarOverview(context, { unreachable, status: 409 });
}
