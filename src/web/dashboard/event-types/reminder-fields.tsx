import { durationText } from "../../../i18n/relative.ts";
import { fill } from "../../../i18n/wording.ts";
import { reminderReaders } from "../../../domain/records.ts";
import type { DashboardContext } from "../context.ts";
import { Select } from "../forms/fields.tsx";
import type { Form } from "../forms/form.ts";
import { positionsIn, reordered, type Sent, valueOf } from "../forms/sent.ts";

const LIST = "reminders";
/** The times to choose from, in minutes. */
const TIMES = [10, 30, 60, 120, 720, 1_440, 2_880, 10_080];
const ROWS = 3;
const MOST_ROWS = 5;

type FieldsProps = { readonly context: DashboardContext; readonly form: Form };

/** The reminders of an event type: a row for each, and empty ones to add more. */
export function ReminderFields({ context, form }: FieldsProps) {
  const { eventTypes } = context.translation.texts;
  const words = eventTypes.reminders;
  const used = positionsIn(form.sent, LIST).filter((position) => isUsed(form.sent, position)).length;
  const rows = Math.min(MOST_ROWS, Math.max(ROWS, used + 1));
  const readers = reminderReaders.map((value) => ({ value, label: words.readers[value] }));
  return (
    <section class="panel">
      <h2>{words.title}</h2>
      <p class="quiet">{words.lead}</p>
      {Array.from({ length: rows }, (_, row) => (
        <fieldset class="group">
          <legend>{fill(words.reminder, { number: String(row + 1) })}</legend>
          <div class="row">
            <Select
              form={form}
              name={`${LIST}.${row}.minutes_before`}
              label={words.when}
              options={timesOf(context, valueOf(form.sent, `${LIST}.${row}.minutes_before`))}
            />
            <Select form={form} name={`${LIST}.${row}.to`} label={words.to} options={readers} />
          </div>
        </fieldset>
      ))}
    </section>
  );
}

/** The times to choose from, and the stored one if it is another. */
function timesOf({ translation }: DashboardContext, stored: string) {
  const { reminders: words } = translation.texts.eventTypes;
  const offered = TIMES.map((minutes) => ({
    value: String(minutes),
    label: fill(words.before, { duration: durationText(translation.language, minutes) }),
  }));
  const isOther = stored !== "" && !offered.some(({ value }) => value === stored);
  const other = { value: stored, label: fill(words.minutesBefore, { count: stored }) };
  return [{ value: "", label: words.none }, ...offered, ...(isOther ? [other] : [])];
}

/** Whether the form has rows for reminders, if only empty ones. */
export function hasReminders(sent: Sent): boolean {
  return positionsIn(sent, LIST).length > 0;
}

/** The form without the rows that are left empty. */
export function withoutEmptyReminders(sent: Sent): Sent {
  const used = positionsIn(sent, LIST).filter((position) => isUsed(sent, position));
  return reordered(sent, LIST, used);
}

function isUsed(sent: Sent, position: number): boolean {
  return valueOf(sent, `${LIST}.${position}.minutes_before`).trim() !== "";
}
