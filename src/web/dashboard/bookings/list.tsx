import {
  bookingsInView,
  type BookingView,
  bookingViews,
  countWaiting,
} from "../../../db/queries/bookings/booking-lists.ts";
import { listEventTypes } from "../../../db/queries/hosts/event-types.ts";
import type { Booking, EventType } from "../../../domain/records.ts";
import { tidied } from "../../../domain/text/typed-text.ts";
import { idOf } from "../../../http/fields.ts";
import { catalogues } from "../../../i18n/texts/index.ts";
import { fill } from "../../../i18n/wording.ts";
import { Name } from "../../links/booking-view.tsx";
import { CalendarNotices, calendarNews } from "../calendars/notices.tsx";
import type { DashboardContext } from "../context.ts";
import { show } from "../show.ts";
import { timesOf } from "../times.tsx";
import { BookingTabs } from "./tabs.tsx";

const ON_PAGE = 25;
/** More than nine pages of a view are found by searching. */
const MOST_PAGES = 1000;
const MOST_EVENT_TYPES = 200;

type Filter = {
  readonly view: BookingView;
  readonly q: string;
  readonly eventTypeId: number;
  readonly page: number;
};

/** The list of bookings. */
export async function bookingList(context: DashboardContext): Promise<Response> {
  const { deps, host, translation, base } = context;
  const { bookings: words } = translation.texts;
  const { read } = deps.database;
  const filter = filterOf(context.query);
  const now = deps.now();
  const found = await bookingsInView(
    read,
    host.id,
    {
      view: filter.view,
      q: filter.q === "" ? undefined : filter.q,
      eventTypeId: filter.eventTypeId === 0 ? undefined : filter.eventTypeId,
    },
    now,
    { limit: ON_PAGE, page: filter.page },
  );
  const eventTypes = await listEventTypes(read, host.id, { limit: MOST_EVENT_TYPES, page: 1 });
  const news = await calendarNews(context);
  const waiting = await countWaiting(read, host.id, now, 100);
  return show(context, {
    title: words.title,
    section: "bookings",
    notice: noticeOf(context),
    actions: (
      <>
        <a class="button primary" href={`${base}/dashboard/bookings/new`}>
          {words.bookFor}
        </a>
        <a class="button" href={`${base}/dashboard/bookings/clear`}>
          {words.clear}
        </a>
      </>
    ),
    body: (
      <>
        <CalendarNotices context={context} news={news} />
        <BookingTabs context={context} current={filter.view} waiting={waiting} />
        <Filters context={context} filter={filter} eventTypes={eventTypes.items} />
        <Found context={context} filter={filter} items={found.items} />
        <Pages context={context} filter={filter} hasMore={found.hasMore} />
        {found.items.length > 0 && (
          <p>
            <a href={`${base}/v1/bookings.csv?${csvQuery(filter)}`} download="bookings.csv">
              {words.csv}
            </a>
          </p>
        )}
      </>
    ),
  });
}

function filterOf(query: URLSearchParams): Filter {
  return {
    view: bookingViews.find((view) => view === query.get("view")) ?? "upcoming",
    q: tidied(query.get("q") ?? "").slice(0, 200),
    eventTypeId: idOf(query.get("event_type_id") ?? ""),
    page: Math.min(MOST_PAGES, Math.max(1, idOf(query.get("page") ?? ""))),
  };
}

/** What the file has in common with the page: everything but the order. */
function csvQuery({ view, q, eventTypeId }: Filter): string {
  const query = new URLSearchParams({ view });
  if (q !== "") query.set("q", q);
  if (eventTypeId !== 0) query.set("event_type_id", String(eventTypeId));
  return query.toString();
}

/** What `?cleared=12&skipped=0` says was done. */
function noticeOf({ query, translation }: DashboardContext): string | undefined {
  const changed = query.get("cleared");
  if (changed === null || !/^\d{1,6}$/.test(changed)) return undefined;
  const skipped = String(idOf(query.get("skipped") ?? ""));
  return fill(translation.texts.bookings.done.cleared, { changed, skipped });
}

type FiltersProps = {
  readonly context: DashboardContext;
  readonly filter: Filter;
  readonly eventTypes: readonly EventType[];
};

function Filters({ context, filter, eventTypes }: FiltersProps) {
  const { bookings: words } = context.translation.texts;
  return (
    <form class="filters" method="get" action={`${context.base}/dashboard/bookings`} role="search">
      <input type="hidden" name="view" value={filter.view} />
      <div class="field">
        <label for="q">{words.search}</label>
        <input
          id="q"
          name="q"
          type="search"
          value={filter.q}
          maxLength={200}
          placeholder={words.searchHint}
        />
      </div>
      {eventTypes.length > 1 && (
        <div class="field">
          <label for="event_type_id">{words.eventType}</label>
          <select id="event_type_id" name="event_type_id">
            <option value="">{words.allEventTypes}</option>
            {eventTypes.map(({ id, title }) => (
              <option value={String(id)} selected={id === filter.eventTypeId}>
                {title}
              </option>
            ))}
          </select>
        </div>
      )}
      <button>{words.filter}</button>
    </form>
  );
}

type FoundProps = {
  readonly context: DashboardContext;
  readonly filter: Filter;
  readonly items: readonly Booking[];
};

function Found({ context, filter, items }: FoundProps) {
  const { empty } = context.translation.texts.bookings;
  const isFiltered = filter.q !== "" || filter.eventTypeId !== 0 || filter.page > 1;
  if (items.length === 0)
    return <p class="panel empty">{isFiltered ? empty.filtered : empty[filter.view]}</p>;
  return (
    <>
      {byDay(context, items).map(([day, ofDay]) => (
        <section>
          <h2 class="day-heading">{day}</h2>
          <BookingItems context={context} items={ofDay} />
        </section>
      ))}
    </>
  );
}

/** The bookings under the days on which they begin, in their order. */
function byDay(context: DashboardContext, items: readonly Booking[]): [day: string, items: Booking[]][] {
  const { day } = timesOf(context);
  const days = new Map<string, Booking[]>();
  for (const booking of items) {
    const heading = day(booking.starts_at);
    days.set(heading, [...(days.get(heading) ?? []), booking]);
  }
  return [...days];
}

/** Bookings of one day as a list of links. */
export function BookingItems({ context, items }: Pick<FoundProps, "context" | "items">) {
  const { span } = timesOf(context);
  const { links } = catalogues[context.translation.language];
  const { bookings: words } = context.translation.texts;
  return (
    <ul class="list">
      {items.map(({ id, status, starts_at, ends_at, attendee_name, event_type, no_show }) => (
        <li>
          <div class="what">
            <span class="when">{span(starts_at, ends_at)}</span>
            <a class="name" href={`${context.base}/dashboard/bookings/${id}`}>
              <Name name={attendee_name} />
            </a>
            <span class="quiet">
              <Name name={event_type.title} />
            </span>
          </div>
          {no_show && status === "confirmed" ? (
            <span class="status declined">{words.noShow}</span>
          ) : (
            <span class={`status ${status}`}>{links.statuses[status]}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

type PagesProps = {
  readonly context: DashboardContext;
  readonly filter: Filter;
  readonly hasMore: boolean;
};

function Pages({ context, filter, hasMore }: PagesProps) {
  const { shell } = context.translation.texts;
  const { view, q, eventTypeId, page } = filter;
  if (page === 1 && !hasMore) return null;
  const linkTo = (to: number) => {
    const query = new URLSearchParams({ view, page: String(to) });
    if (q !== "") query.set("q", q);
    if (eventTypeId !== 0) query.set("event_type_id", String(eventTypeId));
    return `${context.base}/dashboard/bookings?${query.toString()}`;
  };
  return (
    <nav class="pages" aria-label={fill(shell.page, { page: String(page) })}>
      {page > 1 && (
        <a rel="prev" href={linkTo(page - 1)}>
          {shell.previous}
        </a>
      )}
      {hasMore && (
        <a rel="next" href={linkTo(page + 1)}>
          {shell.next}
        </a>
      )}
    </nav>
  );
}
