import { listEventTypes } from "../../../db/queries/hosts/event-types.ts";
import { dateAt, isoDate, isoLocal, parseDate } from "../../../domain/clock.ts";
import { fill } from "../../../i18n/wording.ts";
import { clockOf, longDate, timeText, zoneText } from "../../../i18n/wall-time.ts";
import { explain, type ExplainedDay, type ExplainedStretch } from "../../../usecases/bookings/explain-day.ts";
import { connectedAccounts } from "../../../usecases/calendars/accounts.ts";
import { chosenLength, LengthChoice } from "../bookings/length-choice.tsx";
import { Name } from "../../links/booking-view.tsx";
import { filled } from "../../links/filled.ts";
import { calendarLabels } from "../calendars/labels.ts";
import type { DashboardContext } from "../context.ts";
import { show } from "../show.ts";
import { timesOf } from "../times.tsx";

const MOST = 200;

/** Explains a day of an event type. */
export async function whyPage(context: DashboardContext): Promise<Response> {
  const { deps, host, translation, query, base } = context;
  const { availability: words, bookings } = translation.texts;
  const { items } = await listEventTypes(deps.database.read, host.id, { limit: MOST, page: 1 });
  const active = items.filter((eventType) => eventType.active);
  const chosen = active.find(({ slug }) => slug === query.get("event")) ?? active[0];
  const today = dateAt(timesOf(context).zone, deps.now());
  const day = parseDate(query.get("date") ?? "") ?? today;
  const length = chosen && chosenLength(chosen, query.get("duration"));
  const explained = chosen && (await explain(deps, host, chosen.slug, day, length));
  const labels = calendarLabels(await connectedAccounts(deps.database.read, host));
  return show(context, {
    title: words.why,
    section: "availability",
    body: (
      <>
        <p>{chosen ? words.whyLead : words.whyNone}</p>
        {chosen && (
          <form class="filters" method="get" action={`${base}/dashboard/availability/why`}>
            <div class="field">
              <label for="event">{bookings.eventType}</label>
              <select id="event" name="event">
                {active.map(({ slug, title }) => (
                  <option value={slug} selected={slug === chosen.slug}>
                    {title}
                  </option>
                ))}
              </select>
            </div>
            <LengthChoice context={context} eventType={chosen} chosen={length} name="duration" />
            <div class="field">
              <label for="date">{bookings.choose.date}</label>
              <input id="date" name="date" type="date" value={isoDate(day)} required />
            </div>
            <button>{words.whyShow}</button>
          </form>
        )}
        {explained?.ok === true && (
          <Day context={context} date={isoDate(day)} explained={explained.value} labels={labels} />
        )}
      </>
    ),
  });
}

type DayProps = {
  readonly context: DashboardContext;
  readonly date: string;
  readonly explained: ExplainedDay;
  /** What the calendars are called, by their ids. */
  readonly labels: ReadonlyMap<number, string>;
};

function Day({ context, date, labels, explained: { zone, stretches } }: DayProps) {
  const { locale, texts } = context.translation;
  const { availability: words } = texts;
  const clock = clockOf(locale);
  const time = (instant: number) => timeText(locale, clock, isoLocal(zone, instant));
  return (
    <section class="stack">
      <h2>{longDate(locale, date)}</h2>
      <p class="hint">{fill(words.whyZone, { zone: zoneText(zone.name) })}</p>
      <ul class="stretches">
        {stretches.map((stretch) => (
          <li class={stretch.reason === null ? "open" : "closed"}>
            <span class="clock-times">
              {time(stretch.start)} – {time(stretch.end)}
            </span>
            <Reason context={context} stretch={stretch} labels={labels} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type ReasonProps = Pick<DayProps, "context" | "labels"> & { readonly stretch: ExplainedStretch };

function Reason({ context, stretch, labels }: ReasonProps) {
  const { availability: words } = context.translation.texts;
  const { reason, booking, timeOff, calendar } = stretch;
  if (reason === null) return <strong>{words.open}</strong>;
  if (booking)
    return (
      <span>
        {words.reasons.booking}:{" "}
        <a href={`${context.base}/dashboard/bookings/${booking.id}`}>
          <Name name={booking.attendee_name} />, <Name name={booking.event_type.title} />
        </a>
      </span>
    );
  if (reason === "booking") return <span>{words.tooCloseTo}</span>;
  if (calendar)
    return (
      <span>
        {filled(words.busyIn, { calendar: <Name name={labels.get(calendar.id) ?? calendar.name} /> })}
      </span>
    );
  if (reason === "calendar") return <span>{words.tooCloseToEvent}</span>;
  if (timeOff && timeOff.reason !== null)
    return (
      <span>
        {words.reasons.time_off}: <Name name={timeOff.reason} />
      </span>
    );
  return <span>{words.reasons[reason]}</span>;
}
