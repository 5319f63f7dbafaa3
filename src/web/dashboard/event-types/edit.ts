import { changeBody, createBody, settingsFrom } from "../../../api/event-types/bodies.ts";
import { findEventType } from "../../../db/queries/hosts/event-types.ts";
import { listSchedules } from "../../../db/queries/hosts/schedules.ts";
import type { EventType, EventTypeSettings } from "../../../domain/records.ts";
import type { LetterPreview } from "../../../usecases/hosts/test-letters.ts";
import { problemFor } from "../../../http/errors.ts";
import { idOf } from "../../../http/fields.ts";
import { fill } from "../../../i18n/wording.ts";
import { addType, changeType, eventTypeDefaults, removeType } from "../../../usecases/hosts/event-types.ts";
import { connectedAccounts } from "../../../usecases/calendars/accounts.ts";
import type { DashboardContext } from "../context.ts";
import { type Form, formWith, readForm, refusedForm } from "../forms/form.ts";
import { filledWith, type Sent, valueOf } from "../forms/sent.ts";
import { hasLimitRows, withoutEmptyLimits } from "../forms/limit-rows.tsx";
import { versionOf } from "../forms/version.ts";
import { leadTo, show, showMissing, showRefusal } from "../show.ts";
import { unchosenCalendars, withCalendarChoice, withChosenCalendars } from "./calendar-fields.tsx";
import { editorPage } from "./editor.tsx";
import { ToPrivateLinks } from "./private-links.tsx";
import { afterQuestionButton } from "./questions.tsx";
import { previewsOf, sendTests } from "./try-messages.ts";
import { withLengths, withOtherLengths } from "./lengths-field.tsx";
import { hasReminders, withoutEmptyReminders } from "./reminder-fields.tsx";

/** Every field of an event type. */
const fields = Object.keys(createBody.properties) as (keyof typeof createBody.properties)[];
const MOST_SCHEDULES = 200;

/** Shows the editor of an event type, or of a new one. */
export async function editEventType(context: DashboardContext): Promise<Response> {
  const eventType = await ownEventType(context);
  if (eventType === null) return showMissing(context);
  const form = formWith(eventType ? storedForm(eventType) : newForm());
  return showEditor(context, eventType, form, { notice: noticeOf(context) });
}

/** The event type in the path; undefined for a new one, and null if there is none. */
async function ownEventType({ deps, host, params }: DashboardContext): Promise<EventType | null | undefined> {
  const id = params["id"];
  if (id === undefined) return undefined;
  return (await findEventType(deps.database.read, host.id, idOf(id))) ?? null;
}

function noticeOf({ query, translation }: DashboardContext): string | undefined {
  const { shell, eventTypes } = translation.texts;
  const notices = new Map([
    ["saved", shell.saved],
    ["created", eventTypes.created],
    ["duplicated", eventTypes.duplicated],
  ]);
  return notices.get(query.get("done") ?? "");
}

function storedForm({ id: _, host_id, created_at, updated_at, ...settings }: EventType): Sent {
  return withOtherLengths(withCalendarChoice(filledWith(settings), settings), settings);
}

function newForm(): Sent {
  const settings = { ...eventTypeDefaults, title: "", slug: "", duration_minutes: 30 };
  return withOtherLengths(withCalendarChoice(filledWith(settings), settings), settings);
}

type Shown = {
  readonly focus?: string | undefined;
  readonly notice?: string | undefined;
  readonly status?: number;
  readonly previews?: readonly LetterPreview[];
};

async function showEditor(
  context: DashboardContext,
  eventType: EventType | undefined,
  form: Form,
  { status = 200, ...shown }: Shown = {},
): Promise<Response> {
  const { deps, host } = context;
  const all = { limit: MOST_SCHEDULES, page: 1 };
  const { items } = await listSchedules(deps.database.read, host.id, all);
  const accounts = await connectedAccounts(deps.database.read, host);
  const page = editorPage({ context, form, eventType, schedules: items, accounts, ...shown });
  const actions = eventType && ToPrivateLinks({ context, id: eventType.id });
  return show(context, { ...page, actions }, status);
}

/** Saves, adds or moves questions, switches, duplicates or deletes. */
export async function submitEventType(context: DashboardContext): Promise<Response> {
  const eventType = await ownEventType(context);
  if (eventType === null) return showMissing(context);
  const { sent } = context;
  const changed = afterQuestionButton(sent);
  if (changed) return showEditor(context, eventType, formWith(changed.sent), changed);
  switch (valueOf(sent, "do")) {
    case "switch":
      return eventType ? switchType(context, eventType) : showMissing(context);
    case "duplicate":
      return eventType ? duplicate(context, eventType) : showMissing(context);
    case "preview":
    case "test":
      return eventType ? tryMessages(context, eventType) : showMissing(context);
    case "delete":
      return eventType ? remove(context, eventType) : showMissing(context);
    default:
      return save(context, eventType);
  }
}

/** Shows the emails with the words in the form, and sends them if asked; saves nothing. */
async function tryMessages(context: DashboardContext, eventType: EventType): Promise<Response> {
  const { sent, translation, host } = context;
  const isTest = valueOf(sent, "do") === "test";
  const outcome = await (isTest ? sendTests : previewsOf)(context, eventType, sent);
  if (!outcome.ok) {
    const form = refusedForm(translation.texts, sent, outcome.refusal);
    return showEditor(context, eventType, form, { status: problemFor(outcome.refusal).status });
  }
  const { tested } = translation.texts.eventTypes.messages;
  const notice = isTest ? fill(tested, { email: host.email }) : undefined;
  return showEditor(context, eventType, formWith(sent), { previews: outcome.value, notice });
}

async function save(context: DashboardContext, eventType: EventType | undefined): Promise<Response> {
  const { deps, caller, sent, translation } = context;
  const { texts } = translation;
  const whole = withoutEmptyLimits(withoutEmptyReminders(withIds(sent)));
  const typed = withLengths(withChosenCalendars(whole));
  const absent = new Set([!hasReminders(sent) && "reminders", !hasLimitRows(sent) && "limits"]);
  const present = fields.filter((name) => !absent.has(name));
  const read = eventType
    ? readForm(texts, changeBody, typed, present, "change")
    : readForm(texts, createBody, typed, present);
  const unchosen = unchosenCalendars(texts, whole);
  if (unchosen) return showEditor(context, eventType, unchosen, { status: 422 });
  if ("form" in read) return showEditor(context, eventType, { ...read.form, sent: whole }, { status: 422 });
  if (valueOf(sent, "seen") !== versionOf(eventType)) {
    const form = { ...formWith(whole), problem: texts.shell.changedMeanwhile };
    return showEditor(context, eventType, form, { status: 409 });
  }
  const settings = settingsFrom(read.body);
  const outcome = eventType
    ? await changeType(deps, caller, eventType.id, settings, { hasOwnGrid: true })
    : await addType(deps, caller, { ...eventTypeDefaults, ...(settings as NewSettings) });
  if (!outcome.ok)
    return showEditor(context, eventType, refusedForm(texts, whole, outcome.refusal), { status: 422 });
  return leadTo(context, `event-types/${outcome.value.id}?done=${eventType ? "saved" : "created"}`);
}

/** Checked by the schema for a new event type. */
type NewSettings = Pick<EventTypeSettings, "title" | "duration_minutes">;

/** The form without the choices that questions of other types may still have. */
function withIds(sent: Sent): Sent {
  const drop = new Set(
    [...sent.keys()].flatMap((name) => {
      const [, question] = /^(questions\.\d+)\.type$/.exec(name) ?? [];
      if (question === undefined) return [];
      const isChoice = valueOf(sent, name).endsWith("select");
      return [isChoice ? `${question}.placeholder` : `${question}.options`];
    }),
  );
  return new Map([...sent].filter(([name]) => !drop.has(name)));
}

async function switchType(context: DashboardContext, { id }: EventType): Promise<Response> {
  const { deps, caller, sent } = context;
  const outcome = await changeType(deps, caller, id, { active: valueOf(sent, "active") === "on" });
  return outcome.ok ? leadTo(context, "event-types") : showRefusal(context, outcome.refusal);
}

async function duplicate(context: DashboardContext, eventType: EventType): Promise<Response> {
  const { deps, caller, translation } = context;
  const { id: _, host_id, created_at, updated_at, slug, ...settings } = eventType;
  const title = fill(translation.texts.eventTypes.copyOf, { title: settings.title }).slice(0, 120);
  const outcome = await addType(deps, caller, { ...settings, title, active: false });
  if (!outcome.ok) return showRefusal(context, outcome.refusal);
  return leadTo(context, `event-types/${outcome.value.id}?done=duplicated`);
}

async function remove(context: DashboardContext, { id }: EventType): Promise<Response> {
  const outcome = await removeType(context.deps, context.caller, id);
  return outcome.ok ? leadTo(context, "event-types?done=deleted") : showRefusal(context, outcome.refusal);
}
