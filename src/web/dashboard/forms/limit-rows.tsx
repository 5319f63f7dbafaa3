import type { ComponentChildren } from "preact";
import { limitPeriods } from "../../../domain/records.ts";
import type { DashboardTexts } from "../../../i18n/texts/dashboard-texts.ts";
import { Hidden, NumberInput } from "./fields.tsx";
import type { Form } from "./form.ts";
import { positionsIn, reordered, type Sent, valueOf } from "./sent.ts";

const LIST = "limits";
const units = ["bookings", "minutes"] as const;

type RowsProps = {
  readonly form: Form;
  readonly texts: DashboardTexts;
  /** The field for the bookings per day, if that is not in the list. */
  readonly perDay?: ComponentChildren;
};

/** A field for the bookings and one for the minutes of each period. */
export function LimitRows({ form, texts, perDay }: RowsProps) {
  const { limitRows: words } = texts.eventTypes;
  const taken = positionsIn(form.sent, LIST);
  let next = taken.length === 0 ? 0 : Math.max(...taken) + 1;
  return (
    <>
      {form.problems.has(LIST) && <p class="problem">{form.problems.get(LIST)}</p>}
      {limitPeriods.map((period) => (
        <div class="row">
          {units.map((unit) => {
            if (perDay !== undefined && period === "day" && unit === "bookings") return perDay;
            const isIt = (position: number) =>
              valueOf(form.sent, `${LIST}.${position}.period`) === period &&
              form.sent.has(`${LIST}.${position}.${unit}`);
            const name = `${LIST}.${taken.find(isIt) ?? next++}`;
            return (
              <>
                <Hidden name={`${name}.period`} value={period} />
                <NumberInput
                  form={form}
                  name={`${name}.${unit}`}
                  label={words[unit][period]}
                  unit={unit === "minutes" ? texts.shell.minutes : texts.eventTypes.meetings}
                />
              </>
            );
          })}
        </div>
      ))}
      <p class="hint">{words.minutesHint}</p>
    </>
  );
}

/** Whether the form has fields for limits, if only empty ones. */
export function hasLimitRows(sent: Sent): boolean {
  return positionsIn(sent, LIST).length > 0;
}

/** The form without the limits that are left empty. */
export function withoutEmptyLimits(sent: Sent): Sent {
  const isUsed = (position: number) =>
    units.some((unit) => valueOf(sent, `${LIST}.${position}.${unit}`).trim() !== "");
  return reordered(sent, LIST, positionsIn(sent, LIST).filter(isUsed));
}
