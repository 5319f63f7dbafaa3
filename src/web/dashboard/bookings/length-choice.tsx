import { durationsOf } from "../../../domain/policy.ts";
import type { EventType } from "../../../domain/records.ts";
import { catalogues } from "../../../i18n/texts/index.ts";
import { lengthOf } from "../../../i18n/wording.ts";
import type { DashboardContext } from "../context.ts";

type ChoiceProps = {
  readonly context: DashboardContext;
  readonly eventType: EventType;
  readonly chosen: number | undefined;
  readonly name: string;
};

/** The lengths of an event type; nothing if there is only one. */
export function LengthChoice({ context, eventType, chosen, name }: ChoiceProps) {
  const { locale, language } = context.translation;
  const texts = catalogues[language].booking;
  const lengths = durationsOf(eventType);
  if (lengths.length < 2) return null;
  return (
    <div class="field">
      <label for={name}>{texts.chooseLength}</label>
      <select id={name} name={name}>
        {lengths.map((minutes) => (
          <option value={String(minutes)} selected={minutes === chosen}>
            {lengthOf(locale, texts, minutes)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The length that was asked for if the event type has it, otherwise the first shown. */
export function chosenLength(eventType: EventType, asked: string | null): number {
  return durationsOf(eventType).find((minutes) => String(minutes) === asked) ?? eventType.duration_minutes;
}
