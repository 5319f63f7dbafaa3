import type { EventTypeSettings } from "../../../domain/records.ts";
import type { DashboardTexts } from "../../../i18n/texts/dashboard-texts.ts";
import { Input } from "../forms/fields.tsx";
import type { Form } from "../forms/form.ts";
import { type Sent, valueOf, withValues } from "../forms/sent.ts";

const FIELD = "durations_minutes";
const OTHERS = "other_durations";

type FieldProps = { readonly form: Form; readonly words: DashboardTexts["eventTypes"] };

/** The lengths to choose from besides the usual one, in one field. */
export function LengthsField({ form, words }: FieldProps) {
  const problem = [...form.problems].find(([name]) => name.startsWith(FIELD))?.[1];
  const problems = problem === undefined ? form.problems : new Map([...form.problems, [OTHERS, problem]]);
  return (
    <Input
      form={{ ...form, problems }}
      name={OTHERS}
      label={words.otherDurations}
      hint={words.otherDurationsHint}
      placeholder="15, 60"
      max={60}
    />
  );
}

/** The form of an event type with its other lengths. */
export function withOtherLengths(
  sent: Sent,
  { durations_minutes, duration_minutes }: Pick<EventTypeSettings, "durations_minutes" | "duration_minutes">,
): Sent {
  const others = (durations_minutes ?? []).filter((minutes) => minutes !== duration_minutes);
  return withValues(sent, { [OTHERS]: others.join(", ") });
}

/** The form with all lengths as the API's field, which is left out if the form has no field for them. */
export function withLengths(sent: Sent): Sent {
  const rest = new Map([...sent].filter(([name]) => name !== FIELD));
  if (!sent.has(OTHERS)) return rest;
  const others = valueOf(sent, OTHERS)
    .split(/[\s,;]+/)
    .filter((one) => one !== "");
  return rest.set(FIELD, others.length === 0 ? [""] : [valueOf(sent, "duration_minutes").trim(), ...others]);
}
