import type { HTMLAttributes } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Actions } from "../actions.ts";
import { openDates, type PageState } from "../state.ts";
import { firstWeekday, monthOf, monthText } from "../../../i18n/wall-time.ts";

type CalendarElement = HTMLElement & { focusedDate: string | undefined };

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "calendar-date": HTMLAttributes<CalendarElement> & Readonly<Record<string, unknown>>;
      "calendar-month": HTMLAttributes<HTMLElement>;
    }
  }
}

/** The month as an interactive calendar for mouse, touch and keyboard. */
export function LiveCalendar({ state, act }: { readonly state: PageState; readonly act: Actions }) {
  const { texts, locale, month, today, lastDay, date, live } = state;
  const calendar = useRef<CalendarElement>(null);
  const open = openDates(state);
  useEffect(() => showMonth(calendar.current, month, date ?? laterOf(`${month}-01`, today)), [month]);
  return (
    <calendar-date
      ref={calendar}
      value={date ?? ""}
      min={today}
      max={lastDay}
      today={today}
      locale={locale}
      firstDayOfWeek={firstWeekday(locale)}
      formatWeekday="short"
      isDateDisallowed={(day: Date) => !open.has(isoDay(day))}
      getDayParts={(day: Date) => (open.has(isoDay(day)) ? "free" : "")}
      class={live?.isLoading ? "loading" : undefined}
      onchange={(event: Event) => act.chooseDate((event.target as HTMLInputElement).value)}
      onfocusday={(event: CustomEvent<Date>) => act.chooseMonth(monthOf(isoDay(event.detail)))}
    >
      <span slot="previous" class="arrow">
        <span class="unseen">{texts.previousMonth}</span>
        <span aria-hidden="true">‹</span>
      </span>
      <span slot="heading">
        <strong aria-hidden="true">{monthText(locale, month)}</strong>
      </span>
      <span slot="next" class="arrow">
        <span class="unseen">{texts.nextMonth}</span>
        <span aria-hidden="true">›</span>
      </span>
      <calendar-month />
    </calendar-date>
  );
}

/** Follows a month selected elsewhere; the calendar's own navigation is already there. */
function showMonth(calendar: CalendarElement | null, month: string, date: string): void {
  if (calendar && !calendar.focusedDate?.startsWith(month)) calendar.focusedDate = date;
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}

function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}
