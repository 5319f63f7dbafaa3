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
  /** Whether another field has the bookings per day. */
  readonly hasPerDay?: boolean;
};

/** A field for the bookings and one for the minutes of each period. */
export function LimitRows({ form, texts, hasPerDay = false }: RowsProps) {
  const { limitRows: words } = texts.eventTypes;
  const kinds = limitPeriods.flatMap((period) => units.map((unit) => ({ period, unit })));
  const shown = kinds.filter(({ period, unit }) => !(hasPerDay && period === "day" && unit === "bookings"));
  const taken = positionsIn(form.sent, LIST);
  let next = taken.length === 0 ? 0 : Math.max(...taken) + 1;
  return (
    <>
      {form.problems.has(LIST) && <p class="problem">{form.problems.get(LIST)}</p>}
      <div class="row">
        {shown.map(({ period, unit }) => {
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
