import type { ScheduleRecord } from "../../../domain/records.ts";
import { firstWeekday, longDate, weekdays } from "../../../i18n/wall-time.ts";
import type { DashboardContext } from "../context.ts";
import { Checkbox, FormProblem, Hidden, Input, Select } from "../forms/fields.tsx";
import type { Form } from "../forms/form.ts";
import { positionsIn, valueOf } from "../forms/sent.ts";
import { versionOf } from "../forms/version.ts";
import { About } from "../shell/about.tsx";
import type { Page } from "../shell/document.tsx";
import { zoneOptions } from "../forms/options.ts";
import { Intervals } from "./intervals.tsx";
import { Month } from "./month.tsx";

export type SchedulePageProps = {
  readonly context: DashboardContext;
  readonly form: Form;
  /** The stored hours; undefined for new ones. */
  readonly schedule: ScheduleRecord | undefined;
  /** The month that the calendar shows, as `2026-03`. */
  readonly month: string;
  readonly focus?: string | undefined;
  readonly notice?: string | undefined;
};

/** The page that edits weekly hours and dates with other hours. Every button belongs to one form, so nothing typed is lost. */
export function schedulePage(props: SchedulePageProps): Page {
  const { context, form, schedule, notice, month } = props;
  const { deps, translation, base } = context;
  const { availability: words, shell } = translation.texts;
  const path = `${base}/dashboard/availability/${schedule?.id ?? "new"}`;
  const zones = zoneOptions(translation.language, deps.now(), valueOf(form.sent, "timezone"));
  return {
    title: schedule?.name ?? words.newTitle,
    section: "availability",
    notice,
    body: (
      <>
        <form class="stack" method="post" action={path}>
          <FormProblem form={form} />
          <button class="unseen" name="do" value="save" tabIndex={-1} aria-hidden="true">
            {shell.save}
          </button>
          <Hidden name="seen" value={versionOf(schedule)} />
          <Hidden name="month" value={month} />
          <section class="panel">
            <div class="row">
              <Input form={form} name="name" label={words.name} required max={120} />
              <Select form={form} name="timezone" label={words.timezone} options={zones} />
            </div>
            {schedule?.is_default !== true && (
              <Checkbox form={form} name="is_default" label={words.isDefault} hint={words.isDefaultHint} />
            )}
          </section>
          <Week {...props} />
          <Dates {...props} />
          <div class="buttons">
            <button class="primary" name="do" value="save">
              {shell.save}
            </button>
            <a href={`${base}/dashboard/availability`}>{shell.cancel}</a>
          </div>
        </form>
        {schedule && !schedule.is_default && (
          <details class="panel">
            <summary>{words.delete}</summary>
            <form class="stack" method="post" action={path}>
              <p>{words.deleteLead}</p>
              <button class="danger" name="do" value="delete">
                {words.deleteNow}
              </button>
            </form>
          </details>
        )}
      </>
    ),
  };
}

function Week(props: SchedulePageProps) {
  const { locale, texts } = props.context.translation;
  const { availability: words } = texts;
  const first = firstWeekday(locale);
  const days = weekdays(locale).map(({ long }, index) => ({ day: (first + index) % 7, name: long }));
  return (
    <section class="panel">
      <h2>{words.week}</h2>
      <p class="hint">{words.midnight}</p>
      {days.map(({ day, name }) => (
        <div class="day-hours">
          <h3>{name}</h3>
          <div class="stack">
            <Intervals {...props} list={`week.${day}`} of={name} removes={`remove/${day}`} />
            <div class="buttons">
              <button class="small" name="do" value={`add/${day}`} formNoValidate>
                {words.addInterval}
                <About what={name} />
              </button>
              <CopyTo {...props} day={day} name={name} days={days} />
            </div>
          </div>
        </div>
      ))}
    </section>
  );
}

type CopyProps = SchedulePageProps & {
  readonly day: number;
  readonly name: string;
  readonly days: readonly { readonly day: number; readonly name: string }[];
};

function CopyTo({ context, day, name, days }: CopyProps) {
  const { availability: words } = context.translation.texts;
  return (
    <details>
      <summary>
        {words.copyTo}
        <About what={name} />
      </summary>
      <div class="copy-days">
        {days
          .filter((one) => one.day !== day)
          .map((one) => (
            <label class="choice">
              <input type="checkbox" name={`copy.${day}.${one.day}`} value="on" />
              {one.name}
            </label>
          ))}
      </div>
      <button class="small" name="do" value={`copy/${day}`} formNoValidate>
        {words.copyNow}
        <About what={name} />
      </button>
    </details>
  );
}

function Dates(props: SchedulePageProps) {
  const { context, form, focus } = props;
  const { locale, texts } = context.translation;
  const { availability: words } = texts;
  return (
    <section class="panel" id="dates">
      <h2>{words.dates}</h2>
      <p class="quiet">{words.datesLead}</p>
      <Month {...props} />
      {positionsIn(form.sent, "dates").map((position) => {
        const path = `dates.${position}`;
        const date = valueOf(form.sent, `${path}.date`);
        const name = /^\d{4}-\d\d-\d\d$/.test(date) ? longDate(locale, date) : date;
        const problem = form.problems.get(`${path}.date`);
        return (
          <fieldset class="group" tabIndex={-1} {...(focus === path && { autofocus: true })}>
            <legend>{name}</legend>
            <Hidden name={`${path}.date`} value={date} />
            {problem !== undefined && <p class="problem">{problem}</p>}
            <Intervals {...props} list={`${path}.hours`} of={name} removes={`remove-at/${position}`} />
            <div class="buttons">
              <button class="small" name="do" value={`add-at/${position}`} formNoValidate>
                {words.addInterval}
                <About what={name} />
              </button>
              <button class="small" name="do" value={`drop/${position}`} formNoValidate>
                {words.dropDate}
                <About what={name} />
              </button>
            </div>
          </fieldset>
        );
      })}
    </section>
  );
}
