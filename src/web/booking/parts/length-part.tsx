import { addressOf } from "../address.ts";
import { lengthOf } from "../../../i18n/wording.ts";
import type { PartProps } from "./part-props.ts";

/** The lengths to choose from; each is a page of its own. */
export function LengthPart({ state }: Pick<PartProps, "state">) {
  const { event, texts, locale, date, month, rescheduling } = state;
  if (event.durations_minutes.length < 2 || rescheduling) return null;
  return (
    <nav class="lengths" aria-labelledby="lengths">
      <h3 id="lengths">{texts.chooseLength}</h3>
      <ul>
        {event.durations_minutes.map((minutes) => (
          <li>
            <a
              rel="nofollow"
              href={addressOf(state, {
                ...(date === null ? { month } : { date }),
                duration: String(minutes),
              })}
              {...(minutes === event.duration_minutes && { "aria-current": "true" as const })}
            >
              {lengthOf(locale, texts, minutes)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
