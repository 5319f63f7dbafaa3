import { countWaiting, liveBookingsDuring } from "../../../db/queries/bookings/booking-lists.ts";
import { dateAt, type EpochDay, isoDate, parseDate, weekdayOf } from "../../../domain/clock.ts";
import { DAY_MS, HOUR_MS } from "../../../domain/interval.ts";
import type { Booking } from "../../../domain/records.ts";
import { instantsBetween, wallAt } from "../../../domain/zone.ts";
import { catalogues } from "../../../i18n/texts/index.ts";
import { fill } from "../../../i18n/wording.ts";
import { clockOf, firstWeekday, longDate, shortDay, timeText, zoneText } from "../../../i18n/wall-time.ts";
import { Name } from "../../links/booking-view.tsx";
import type { DashboardContext } from "../context.ts";
import { About } from "../shell/about.tsx";
import { show } from "../show.ts";
import { timesOf } from "../times.tsx";
import { BookingItems } from "./list.tsx";
import { BookingTabs } from "./tabs.tsx";

/** More than a week can hold. */
const MOST = 2_000;

/** A week of bookings: a table, and a list on narrow screens. */
export async function bookingWeek(context: DashboardContext): Promise<Response> {
  const { deps, host, translation, base, query } = context;
  const { bookings: words, shell } = translation.texts;
  const { zone } = timesOf(context);
  const today = dateAt(zone, deps.now());
  const first = weekOf(parseDate(query.get("date") ?? "") ?? today, translation.locale);
  const days = Array.from({ length: 7 }, (_, index) => first + index);
  const instants = instantsBetween(zone, first * DAY_MS, (first + 7) * DAY_MS);
  const window = { start: instants[0]!.start, end: instants.at(-1)!.end };
  const { read } = deps.database;
  const items = await liveBookingsDuring(read, host.id, window, MOST);
  const waiting = await countWaiting(read, host.id, deps.now(), 100);
  const linkTo = (day: EpochDay) => `${base}/dashboard/bookings/week?date=${isoDate(day)}`;
  return show(context, {
    title: fill(words.weekOf, { date: longDate(translation.locale, isoDate(first)) }),
    section: "bookings",
    body: (
      <>
        <BookingTabs context={context} current="week" waiting={waiting} />
        <nav class="buttons" aria-label={words.week}>
          <a class="button small" rel="prev" href={linkTo(first - 7)}>
            {words.earlierWeek}
          </a>
          <a class="button small" href={`${base}/dashboard/bookings/week`}>
            {words.thisWeek}
          </a>
          <a class="button small" rel="next" href={linkTo(first + 7)}>
            {words.laterWeek}
          </a>
        </nav>
        {items.length === 0 ? (
          <p class="panel empty">{words.weekEmpty}</p>
        ) : (
          <>
            <WeekTable context={context} days={days} today={today} items={items} />
            <WeekList context={context} days={days} items={items} />
          </>
        )}
        <p class="hint">{fill(shell.zoneNote, { zone: zoneText(host.time_zone) })}</p>
      </>
    ),
  });
}

/** The first day of the week in the locale. */
function weekOf(day: EpochDay, locale: string): EpochDay {
  return day - ((weekdayOf(day) - firstWeekday(locale) + 7) % 7);
}

type WeekProps = {
  readonly context: DashboardContext;
  readonly days: readonly EpochDay[];
  readonly items: readonly Booking[];
};

/** One row per hour in which something begins. */
function WeekTable({ context, days, today, items }: WeekProps & { readonly today: EpochDay }) {
  const { translation } = context;
  const { locale } = translation;
  const { bookings: words } = translation.texts;
  const { zone } = timesOf(context);
  const wall = (booking: Booking) => wallAt(zone, booking.starts_at);
  const hourOf = (booking: Booking) => Math.floor((wall(booking) % DAY_MS) / HOUR_MS);
  const dayOf = (booking: Booking) => Math.max(days[0]!, Math.floor(wall(booking) / DAY_MS));
  const hours = [...new Set(items.map(hourOf))].sort((a, b) => a - b);
  const hourText = (hour: number) =>
    timeText(locale, clockOf(locale), `2026-01-01T${String(hour).padStart(2, "0")}:00:00`);
  return (
    <table class="week">
      <caption class="unseen">{words.week}</caption>
      <thead>
        <tr>
          <th scope="col">{words.time}</th>
          {days.map((day) => (
            <th scope="col" {...(day === today && { "aria-current": "date" as const })}>
              {shortDay(locale, isoDate(day))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hours.map((hour) => (
          <tr>
            <th scope="row">{hourText(hour)}</th>
            {days.map((day) => (
              <td>
                {items
                  .filter((booking) => hourOf(booking) === hour && dayOf(booking) === day)
                  .map((booking) => (
                    <WeekEntry context={context} booking={booking} />
                  ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A booking in the table. Screen readers can list links without the table, so each one says everything. */
function WeekEntry({ context, booking }: { readonly context: DashboardContext; readonly booking: Booking }) {
  const { time, day, span } = timesOf(context);
  const { language, texts } = context.translation;
  const { id, status, starts_at, ends_at, attendee_name, event_type } = booking;
  const meeting = fill(texts.bookings.meetingWith, { event: event_type.title, name: attendee_name });
  const rest = [
    meeting,
    day(starts_at),
    span(starts_at, ends_at),
    catalogues[language].links.statuses[status],
  ];
  return (
    <a class={status} href={`${context.base}/dashboard/bookings/${id}`}>
      {time(starts_at)} <Name name={attendee_name} />
      <About what={rest.join(", ")} />
    </a>
  );
}

function WeekList({ context, days, items }: WeekProps) {
  const { date } = timesOf(context);
  return (
    <div class="week-list">
      {days.map((day) => {
        const ofDay = items.filter(({ starts_at }) => date(starts_at) === isoDate(day));
        if (ofDay.length === 0) return null;
        return (
          <section>
            <h2 class="day-heading">{longDate(context.translation.locale, isoDate(day))}</h2>
            <BookingItems context={context} items={ofDay} />
          </section>
        );
      })}
    </div>
  );
}
