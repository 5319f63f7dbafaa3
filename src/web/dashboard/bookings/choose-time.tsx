import { dateAt, type EpochDay, isoDate, parseDate, parseTimeOfDay } from "../../../domain/clock.ts";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../../../domain/interval.ts";
import { instantsBetween } from "../../../domain/zone.ts";
import { fill } from "../../../i18n/wording.ts";
import { longDate, zoneText } from "../../../i18n/wall-time.ts";
import { isoInstant, parseInstant } from "../../../domain/clock.ts";
import type { FreeSlots, SlotsQuery } from "../../../usecases/bookings/list-slots.ts";
import type { DashboardContext } from "../context.ts";
import { Input } from "../forms/fields.tsx";
import type { Form } from "../forms/form.ts";
import { type Sent, valueOf, withValues } from "../forms/sent.ts";
import { timesOf } from "../times.tsx";

/** Lists the free starts of some days; none if nothing can be booked. */
export type ListStarts = (query: SlotsQuery) => Promise<FreeSlots["starts"]>;

/** The day that a form is about, and its free starts. */
export type ChosenDay = { readonly day: EpochDay; readonly starts: readonly EpochMs[] };

/** How far ahead the first free day is searched. */
const AHEAD = 60;

/** The day in the form, otherwise the first one with a free time. */
export async function chosenDay(context: DashboardContext, sent: Sent, list: ListStarts): Promise<ChosenDay> {
  const { zone } = timesOf(context);
  const timeZone = context.host.time_zone;
  const asked = parseDate(valueOf(sent, "date"));
  if (asked !== undefined) return { day: asked, starts: await list({ from: asked, to: asked, timeZone }) };
  const today = dateAt(zone, context.deps.now());
  const starts = await list({ from: today, to: today + AHEAD, timeZone });
  const day = starts[0] === undefined ? today : dateAt(zone, starts[0]);
  return { day, starts: starts.filter((start) => dateAt(zone, start) === day) };
}

type ChooseProps = {
  readonly context: DashboardContext;
  readonly form: Form;
  readonly chosen: ChosenDay;
};

/** Chooses a day, and one of its free times or any other. Every button is part of the same form, so nothing typed is lost. */
export function ChooseTime({ context, form, chosen: { day, starts } }: ChooseProps) {
  const { choose } = context.translation.texts.bookings;
  const { time } = timesOf(context);
  const start = valueOf(form.sent, "start_time");
  const problem = form.problems.get("start_time");
  const dated = { ...form, sent: withValues(form.sent, { date: isoDate(day) }) };
  const date = longDate(context.translation.locale, isoDate(day));
  return (
    <>
      <div class="filters">
        <Input form={dated} name="date" label={choose.date} type="date" />
        <button name="do" value="show" formNoValidate>
          {choose.show}
        </button>
        <button class="small" name="do" value={`show.${isoDate(day - 1)}`} formNoValidate>
          {choose.earlier}
        </button>
        <button class="small" name="do" value={`show.${isoDate(day + 1)}`} formNoValidate>
          {choose.later}
        </button>
      </div>
      <fieldset
        class="field"
        id="start_time"
        {...(problem !== undefined && { "aria-describedby": "start_time-problem" })}
      >
        <legend>{fill(choose.times, { date })}</legend>
        {starts.length === 0 && <p class="quiet">{choose.noTimes}</p>}
        <div class="times">
          {starts.map((one) => (
            <label>
              <input
                type="radio"
                name="start_time"
                value={isoInstant(one)}
                checked={isoInstant(one) === start}
              />
              <span>{time(one)}</span>
            </label>
          ))}
        </div>
        {problem !== undefined && (
          <p class="problem" id="start_time-problem">
            {problem}
          </p>
        )}
      </fieldset>
      <details {...(valueOf(form.sent, "time") !== "" && { open: true })}>
        <summary>{choose.own}</summary>
        <Input
          form={form}
          name="time"
          label={choose.ownTime}
          hint={fill(choose.ownHint, { zone: zoneText(context.host.time_zone) })}
          type="time"
        />
      </details>
    </>
  );
}

/** The day to show if a button of `ChooseTime` was pressed that only shows another day. */
export function dayToShow(sent: Sent): Sent | undefined {
  const what = valueOf(sent, "do");
  if (what === "show") return sent;
  const [, day] = /^show\.(\d{4}-\d\d-\d\d)$/.exec(what) ?? [];
  return day === undefined ? undefined : withValues(sent, { date: day });
}

/** A chosen start; `override` if it is not one of the free times. Otherwise what is missing. */
export type ChosenStart =
  | { readonly startsAt: EpochMs; readonly override: boolean }
  | { readonly problem: "missing" | "skipped"; readonly field: "start_time" | "time" };

export function chosenStart(context: DashboardContext, sent: Sent): ChosenStart {
  const typed = valueOf(sent, "time");
  if (typed === "") {
    const startsAt = parseInstant(valueOf(sent, "start_time"));
    return startsAt === undefined
      ? { problem: "missing", field: "start_time" }
      : { startsAt, override: false };
  }
  const [day, minutes] = [parseDate(valueOf(sent, "date")), parseTimeOfDay(typed)];
  if (day === undefined || minutes === undefined) return { problem: "missing", field: "time" };
  const wall = day * DAY_MS + minutes * MINUTE_MS;
  const [first] = instantsBetween(timesOf(context).zone, wall, wall + MINUTE_MS);
  return first ? { startsAt: first.start, override: true } : { problem: "skipped", field: "time" };
}

/** The form with what is missing in it. */
export function withTimeProblem(
  { translation: { texts } }: DashboardContext,
  sent: Sent,
  { problem, field }: Extract<ChosenStart, { problem: string }>,
): Form {
  const problems = new Map([[field, texts.bookings.choose[problem]]]);
  return { sent, problems, problem: texts.problems.checkFields };
}
