import { fill } from "../../../i18n/wording.ts";
import { longDate, monthAfter, monthText, weekdays, weeksIn } from "../../../i18n/wall-time.ts";
import type { DashboardContext } from "../context.ts";
import type { Form } from "../forms/form.ts";
import { positionsIn, valueOf } from "../forms/sent.ts";

type MonthProps = {
  readonly context: DashboardContext;
  readonly form: Form;
  /** As `2026-03`. */
  readonly month: string;
};

/** A month whose dates are buttons. */
export function Month({ context, form, month }: MonthProps) {
  const { locale, texts } = context.translation;
  const { availability: words } = texts;
  const chosen = new Set(positionsIn(form.sent, "dates").map((at) => valueOf(form.sent, `dates.${at}.date`)));
  const turn = (to: string, text: string) => (
    <button class="small" name="do" value={`month/${to}`} formNoValidate>
      {text}
    </button>
  );
  return (
    <>
      <div class="buttons">
        {turn(monthAfter(month, -1), words.earlierMonth)}
        <strong>{monthText(locale, month)}</strong>
        {turn(monthAfter(month, 1), words.laterMonth)}
      </div>
      <table class="month">
        <caption class="unseen">{words.month}</caption>
        <thead>
          <tr>
            {weekdays(locale).map(({ short, long }) => (
              <th scope="col" abbr={long}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksIn(locale, month).map((week) => (
            <tr>
              {week.map((date) => (
                <td>
                  {date !== undefined && (
                    <button
                      name="do"
                      value={`date/${date}`}
                      formNoValidate
                      class={chosen.has(date) ? "has" : ""}
                      aria-label={fill(chosen.has(date) ? words.toggleHas : words.toggle, {
                        date: longDate(locale, date),
                      })}
                    >
                      {Number(date.slice(8))}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
