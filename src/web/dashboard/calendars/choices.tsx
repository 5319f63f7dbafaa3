import type { ConnectedCalendar } from "../../../domain/calendars.ts";
import type { ConnectedAccount } from "../../../usecases/calendars/accounts.ts";
import { Name } from "../../links/booking-view.tsx";
import type { DashboardContext } from "../context.ts";
import { FormProblem, Hidden } from "../forms/fields.tsx";
import { type Form, formWith } from "../forms/form.ts";
import type { Sent } from "../forms/sent.ts";
import { versionOf } from "../forms/version.ts";
import { calendarLabels } from "./labels.ts";

type ChoicesProps = {
  readonly context: DashboardContext;
  readonly accounts: readonly ConnectedAccount[];
  /** The form as it was sent; undefined for what is stored. */
  readonly form: Form | undefined;
};

/** Which calendars block, and to which one bookings are written. */
export function Choices({ context, accounts, form: sentForm }: ChoicesProps) {
  const { base, translation } = context;
  const { calendars: words, shell } = translation.texts;
  const calendars = accounts.flatMap((one) => one.calendars);
  const form = sentForm ?? formWith(storedChoices(calendars));
  const labels = calendarLabels(accounts);
  return (
    <form class="panel" method="post" action={`${base}/dashboard/calendars`} id="choices">
      <h2>{words.choices.title}</h2>
      <FormProblem form={form} />
      <Hidden name="seen" value={choicesVersion(calendars)} />
      <fieldset class="field">
        <legend>{words.choices.busy}</legend>
        {calendars.map(({ id }) => (
          <Choice form={form} type="checkbox" name="busy" value={String(id)} label={labels.get(id)!} />
        ))}
      </fieldset>
      <Target context={context} form={form} calendars={calendars} labels={labels} />
      <button class="primary">{shell.save}</button>
    </form>
  );
}

type TargetProps = {
  readonly context: DashboardContext;
  readonly form: Form;
  readonly calendars: readonly ConnectedCalendar[];
  readonly labels: ReadonlyMap<number, string>;
};

function Target({ context, form, calendars, labels }: TargetProps) {
  const { choices: words } = context.translation.texts.calendars;
  const writable = calendars.filter((calendar) => calendar.writable);
  if (writable.length === 0) return <Hidden name="target" value="" />;
  const problem = form.problems.get("target");
  return (
    <fieldset class="field" aria-describedby="target-hint">
      <legend>{words.target}</legend>
      <Choice form={form} type="radio" name="target" value="" label={words.nowhere} />
      {writable.map(({ id }) => (
        <Choice form={form} type="radio" name="target" value={String(id)} label={labels.get(id)!} />
      ))}
      <p class="hint" id="target-hint">
        {words.targetHint} {writable.length < calendars.length && words.readOnly}
      </p>
      {problem !== undefined && <p class="problem">{problem}</p>}
    </fieldset>
  );
}

type ChoiceProps = {
  readonly form: Form;
  readonly type: "checkbox" | "radio";
  readonly name: string;
  readonly value: string;
  readonly label: string;
};

/** One of several checkboxes or radio buttons of the same name. */
export function Choice({ form, type, name, value, label }: ChoiceProps) {
  return (
    <label class="choice">
      <input type={type} name={name} value={value} checked={form.sent.get(name)?.includes(value) === true} />
      <Name name={label} />
    </label>
  );
}

function storedChoices(calendars: readonly ConnectedCalendar[]): Sent {
  const target = calendars.find(({ is_target }) => is_target);
  const busy = calendars.filter((calendar) => calendar.busy);
  return new Map([
    ["busy", busy.map(({ id }) => String(id))],
    ["target", [target ? String(target.id) : ""]],
  ]);
}

/** Identifies what was chosen when the form was made. */
export function choicesVersion(calendars: readonly ConnectedCalendar[]): string {
  return versionOf(calendars.map(({ id, busy, is_target, writable }) => ({ id, busy, is_target, writable })));
}
