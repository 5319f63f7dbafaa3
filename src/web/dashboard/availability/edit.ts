import { Value } from "@sinclair/typebox/value";
import { settingsBody } from "../../../api/schedules.ts";
import { findSchedule } from "../../../db/queries/hosts/schedules.ts";
import { dateAt, isoDate } from "../../../domain/clock.ts";
import type { ScheduleRecord } from "../../../domain/records.ts";
import { officeHours } from "../../../domain/schedule.ts";
import { detailsAbout } from "../../../http/error-details.ts";
import { idOf } from "../../../http/fields.ts";
import { monthOf } from "../../../i18n/wall-time.ts";
import { addSchedule, changeSchedule, removeSchedule } from "../../../usecases/hosts/schedules.ts";
import type { DashboardContext } from "../context.ts";
import { type Form, formWith, formWithErrors, refusedForm } from "../forms/form.ts";
import { type Sent, valueOf } from "../forms/sent.ts";
import { versionOf } from "../forms/version.ts";
import { leadTo, show, showMissing } from "../show.ts";
import { timesOf } from "../times.tsx";
import { afterScheduleButton, scheduleForm, sentSchedule } from "./schedule-form.ts";
import { schedulePage } from "./schedule-page.tsx";

/** Shows the editor of a schedule, or of a new one. */
export async function editSchedule(context: DashboardContext): Promise<Response> {
  const schedule = await ownSchedule(context);
  if (schedule === null) return showMissing(context);
  const isSaved = context.query.get("done") === "saved";
  const notice = isSaved ? context.translation.texts.shell.saved : undefined;
  return showEditor(context, schedule, formWith(scheduleForm(schedule ?? newSchedule(context))), { notice });
}

/** The schedule in the path; undefined for a new one, and null if there is none. */
async function ownSchedule({
  deps,
  host,
  params,
}: DashboardContext): Promise<ScheduleRecord | null | undefined> {
  const id = params["id"];
  if (id === undefined) return undefined;
  return (await findSchedule(deps.database.read, host.id, idOf(id))) ?? null;
}

function newSchedule({ host }: DashboardContext) {
  return { name: "", timezone: host.time_zone, weekly: officeHours, overrides: [], is_default: false };
}

type Shown = {
  readonly focus?: string | undefined;
  readonly notice?: string | undefined;
  readonly status?: number;
};

function showEditor(
  context: DashboardContext,
  schedule: ScheduleRecord | undefined,
  form: Form,
  { status = 200, ...shown }: Shown = {},
): Promise<Response> {
  return show(
    context,
    schedulePage({ context, form, schedule, month: monthIn(context, form.sent), ...shown }),
    status,
  );
}

/** The month in the form, otherwise the current one. */
function monthIn(context: DashboardContext, sent: Sent): string {
  const month = valueOf(sent, "month");
  if (/^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])$/.test(month)) return month;
  return monthOf(isoDate(dateAt(timesOf(context).zone, context.deps.now())));
}

/** Saves or deletes, or shows the form again after one of its own buttons. */
export async function submitSchedule(context: DashboardContext): Promise<Response> {
  const schedule = await ownSchedule(context);
  if (schedule === null) return showMissing(context);
  const { deps, caller, sent, translation } = context;
  const { texts } = translation;
  const changed = afterScheduleButton(sent);
  if (changed) return showEditor(context, schedule, formWith(changed.sent), changed);
  if (schedule && valueOf(sent, "do") === "delete") {
    const outcome = await removeSchedule(deps, caller, schedule.id);
    if (outcome.ok) return leadTo(context, "availability?done=deleted");
    const form = refusedForm(texts, scheduleForm(schedule), outcome.refusal);
    return showEditor(context, schedule, form, { status: 409 });
  }
  const { body, renamed } = sentSchedule(sent);
  if (!Value.Check(settingsBody, body)) {
    const errors = renamed(detailsAbout(Value.Errors(settingsBody, body)));
    return showEditor(context, schedule, formWithErrors(texts, sent, errors), { status: 422 });
  }
  if (valueOf(sent, "seen") !== versionOf(schedule)) {
    const form = { ...formWith(sent), problem: texts.shell.changedMeanwhile };
    return showEditor(context, schedule, form, { status: 409 });
  }
  const outcome = schedule
    ? await changeSchedule(deps, caller, schedule.id, body)
    : await addSchedule(deps, caller, body);
  if (outcome.ok) return leadTo(context, `availability/${outcome.value.id}?done=saved`);
  const { refusal } = outcome;
  const form =
    typeof refusal === "object" && "invalid" in refusal
      ? formWithErrors(texts, sent, renamed(refusal.invalid))
      : refusedForm(texts, sent, refusal);
  return showEditor(context, schedule, form, { status: 422 });
}
