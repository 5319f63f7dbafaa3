import { listEventTypes } from "../../../db/queries/hosts/event-types.ts";
import { listSchedules } from "../../../db/queries/hosts/schedules.ts";
import type { EventType, ScheduleRecord, TimeRange } from "../../../domain/records.ts";
import { fill } from "../../../i18n/wording.ts";
import { clockOf, firstWeekday, timeText, weekdays, zoneText } from "../../../i18n/wall-time.ts";
import { Name } from "../../links/booking-view.tsx";
import type { DashboardContext } from "../context.ts";
import type { Form } from "../forms/form.ts";
import { show } from "../show.ts";
import { hasOtherHosts, TimeOffPart, timeOffToCome } from "./time-off-part.tsx";

const MOST = 200;

/** The hours, which event types use them, and the time off. */
export async function availabilityPage(
  context: DashboardContext,
  timeOffForm?: Form,
  status = 200,
): Promise<Response> {
  const { deps, host, translation, base, query } = context;
  const { availability: words } = translation.texts;
  const { read } = deps.database;
  const schedules = await listSchedules(read, host.id, { limit: MOST, page: 1 });
  const eventTypes = await listEventTypes(read, host.id, { limit: MOST, page: 1 });
  const notices = new Map([
    ["deleted", words.deleted],
    ["time-off-added", words.timeOffAdded],
    ["time-off-removed", words.timeOffRemoved],
  ]);
  return show(
    context,
    {
      title: words.title,
      section: "availability",
      notice: notices.get(query.get("done") ?? ""),
      actions: (
        <>
          <a class="button" href={`${base}/dashboard/availability/why`}>
            {words.why}
          </a>
          <a class="button primary" href={`${base}/dashboard/availability/new`}>
            {words.add}
          </a>
        </>
      ),
      body: (
        <>
          <section class="stack">
            <h2>{words.hours}</h2>
            <p class="quiet">{words.hoursLead}</p>
            <ul class="list">
              {schedules.items.map((schedule) => (
                <Item context={context} schedule={schedule} eventTypes={eventTypes.items} />
              ))}
            </ul>
          </section>
          <TimeOffPart
            context={context}
            form={timeOffForm}
            items={await timeOffToCome(context)}
            hasOthers={await hasOtherHosts(context)}
          />
        </>
      ),
    },
    status,
  );
}

type ItemProps = {
  readonly context: DashboardContext;
  readonly schedule: ScheduleRecord;
  readonly eventTypes: readonly EventType[];
};

function Item({ context, schedule, eventTypes }: ItemProps) {
  const { translation, base } = context;
  const { availability: words } = translation.texts;
  const { id, name, timezone, is_default } = schedule;
  const users = eventTypes
    .filter(({ schedule_id }) => schedule_id === id || (schedule_id === null && is_default))
    .map(({ title }) => title);
  return (
    <li>
      <div class="what">
        <a class="name" href={`${base}/dashboard/availability/${id}`}>
          <Name name={name} />
        </a>
        {is_default && (
          <span>
            <span class="status on">{words.usual}</span>
          </span>
        )}
        {summaryOf(context, schedule).map((line) => (
          <span class="when">{line}</span>
        ))}
        <span class="quiet">{zoneText(timezone)}</span>
        <span class="quiet">
          {users.length === 0 ? words.usedByNone : fill(words.usedBy, { events: users.join(", ") })}
        </span>
      </div>
      <a class="button small" href={`${base}/dashboard/availability/${id}`}>
        {words.edit}
        <span class="unseen">{` ${name}`}</span>
      </a>
    </li>
  );
}

/** The hours in words, days with the same hours together: `Mon – Fri: 9:00 AM – 5:00 PM`. */
function summaryOf({ translation }: DashboardContext, { weekly }: ScheduleRecord): string[] {
  const { locale, texts } = translation;
  const first = firstWeekday(locale);
  const names = weekdays(locale).map(({ short }) => short);
  const clock = clockOf(locale);
  const time = (at: string) => timeText(locale, clock, `2026-01-01T${at === "24:00" ? "00:00" : at}:00`);
  const range = ({ start, end }: TimeRange) =>
    start === "00:00" && end === "24:00" ? texts.availability.allDay : `${time(start)} – ${time(end)}`;
  const lines: { from: number; to: number; hours: string }[] = [];
  for (let index = 0; index < 7; index++) {
    const ofDay = weekly
      .filter(({ day }) => day === (first + index) % 7)
      .toSorted((a, b) => a.start.localeCompare(b.start));
    const hours = ofDay.map(range).join(", ");
    const last = lines.at(-1);
    if (last?.hours === hours) last.to = index;
    else lines.push({ from: index, to: index, hours });
  }
  return lines
    .filter(({ hours }) => hours !== "")
    .map(({ from, to, hours }) => `${names[from]}${to > from ? ` – ${names[to]}` : ""}: ${hours}`);
}
