import type { ChangedEntry as Entry } from "../../../db/queries/calendars/entries.ts";
import type { Booking } from "../../../domain/records.ts";
import { fill } from "../../../i18n/wording.ts";
import type { BookingMovedElsewhere } from "../../../usecases/calendars/changed-entries.ts";
import { Name } from "../../links/booking-view.tsx";
import { filled } from "../../links/filled.ts";
import type { DashboardContext } from "../context.ts";
import { Hidden } from "../forms/fields.tsx";
import { versionOf } from "../forms/version.ts";
import { timesOf } from "../times.tsx";

type EntriesProps = {
  readonly context: DashboardContext;
  readonly changed: readonly BookingMovedElsewhere[];
};

/** Bookings whose entries the host moved or deleted, with what can be done about them. */
export function ChangedEntries({ context, changed }: EntriesProps) {
  const { base, translation } = context;
  const { bookings, calendars } = translation.texts;
  return (
    <section class="stack" id="changed">
      <h2>{calendars.changed.title}</h2>
      <p>{calendars.changed.lead}</p>
      <ul class="stack">
        {changed.map(({ booking, entry }) => (
          <li class="panel">
            <h3>
              <a href={`${base}/dashboard/bookings/${booking.id}`}>
                {filled(bookings.meetingWith, {
                  event: <Name name={booking.event_type.title} />,
                  name: <Name name={booking.attendee_name} />,
                })}
              </a>
            </h3>
            <Decision context={context} booking={booking} entry={entry} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type EntryProps = {
  readonly context: DashboardContext;
  readonly booking: Booking;
  readonly entry: Entry;
};

/** The same on the booking's own page. */
export function ChangedEntry({ context, booking, entry }: EntryProps) {
  const { changed: words } = context.translation.texts.calendars;
  return (
    <section class="panel">
      <h2>{words.title}</h2>
      <Decision context={context} booking={booking} entry={entry} />
    </section>
  );
}

function Decision({ context, booking, entry }: EntryProps) {
  const { base, deps, translation } = context;
  const { changed: words } = translation.texts.calendars;
  const { short } = timesOf(context);
  const calendar = <Name name={entry.calendar_name} />;
  const movedTo = entry.state === "moved" ? entry.moved_from : null;
  return (
    <form class="stack" method="post" action={`${base}/dashboard/bookings/${booking.id}/calendar`}>
      <p>
        {movedTo === null
          ? filled(words.removed, { calendar })
          : filled(words.moved, { calendar, when: <strong>{short(movedTo)}</strong> })}
        <br />
        <span class="quiet">{fill(words.bookedFor, { when: short(booking.starts_at) })}</span>
      </p>
      <Hidden name="seen" value={entryVersion(booking, entry)} />
      <div class="buttons">
        {movedTo !== null && movedTo > deps.now() && (
          <button class="primary" name="do" value="reschedule">
            {fill(words.reschedule, { when: short(movedTo) })}
          </button>
        )}
        <button class="danger" name="do" value="cancel">
          {booking.status === "pending" ? words.decline : words.cancel}
        </button>
        <button name="do" value="restore">
          {words.restore}
        </button>
      </div>
    </form>
  );
}

/** Identifies what the host was asked to decide about. */
export function entryVersion(
  { sequence }: Pick<Booking, "sequence">,
  { state, moved_from }: Pick<Entry, "state" | "moved_from">,
): string {
  return versionOf({ sequence, state, moved_from });
}
