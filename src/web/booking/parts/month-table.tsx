import { addressOf } from "../address.ts";
import { openDates, type PageState } from "../state.ts";
import { dayText, monthAfter, monthOf, monthText, weekdays, weeksIn } from "../../../i18n/wall-time.ts";
import { fill } from "../../../i18n/wording.ts";

/** The month as a table of links: the first render, and the page without scripts. */
export function MonthTable({ state }: { readonly state: PageState }) {
  const { locale, month } = state;
  const open = openDates(state);
  return (
    <div class="month-table">
      <MonthTurn state={state} />
      <table aria-label={monthText(locale, month)}>
        <thead>
          <tr>
            {weekdays(locale).map(({ short, long }) => (
              <th key={long} scope="col" abbr={long}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksIn(locale, month).map((week) => (
            <tr key={week.find((date) => date !== undefined)}>
              {week.map((date, index) => (
                <td key={date ?? index}>
                  {date !== undefined && <Day state={state} date={date} isOpen={open.has(date)} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MonthTurn({ state }: { readonly state: PageState }) {
  const { texts, locale, month, today, lastDay } = state;
  const turnTo = (to: string, words: string, arrow: string, isThere: boolean) => (
    <span class="turn">
      {isThere && (
        <a href={addressOf(state, { month: to })} aria-label={words} title={words}>
          <span aria-hidden="true" class="arrow">
            {arrow}
          </span>
        </a>
      )}
    </span>
  );
  return (
    <div class="month-turn">
      {turnTo(monthAfter(month, -1), texts.previousMonth, "‹", month > monthOf(today))}
      <strong>{monthText(locale, month)}</strong>
      {turnTo(monthAfter(month, 1), texts.nextMonth, "›", month < monthOf(lastDay))}
    </div>
  );
}

type DayProps = { readonly state: PageState; readonly date: string; readonly isOpen: boolean };

function Day({ state, date, isOpen }: DayProps) {
  const { locale, texts, today } = state;
  const number = Number(date.slice(8));
  const classes = ["day", date === today && "today"].filter(Boolean).join(" ");
  if (!isOpen) return <span class={classes}>{number}</span>;
  return (
    <a
      class={`${classes} free`}
      href={addressOf(state, { date })}
      aria-label={fill(texts.dayFree, { day: dayText(locale, date) })}
      aria-current={date === state.date ? "date" : undefined}
    >
      {number}
    </a>
  );
}
