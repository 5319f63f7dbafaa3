import { isoInstant } from "../../domain/clock.ts";
import { type ConnectedCalendar, objectProblems } from "../../domain/calendars.ts";
import { oneOf } from "../../http/fields.ts";
import { type JsonOf, model } from "../../http/route.ts";
import type { ConnectedAccount } from "../../usecases/calendars/accounts.ts";
import type { ExampleBooking } from "../../usecases/operations/example-booking.ts";
import { createdAt } from "../examples.ts";
import { flag, id, instant, instantOrNull, list, object, text, textOrNull } from "../parts.ts";

const kinds = ["ics", "caldav", "google", "microsoft"] as const;
const statuses = ["ok", "syncing", "failing", "revoked"] as const;

export const calendarModel = model(
  "Calendar",
  () =>
    object(
      {
        id: id("The calendar's id."),
        name: text("Its name on its server."),
        time_zone: textOrNull("Its time zone, for all-day events; null for yours."),
        writable: flag("Whether bookings can be written there."),
        busy: flag("Whether its events block your time."),
        is_target: flag("Whether bookings are written there."),
      },
      { description: "A calendar of an account." },
    ),
  () => exampleCalendar,
);

const exampleCalendar = {
  id: 1,
  name: "Personal",
  time_zone: "America/New_York",
  writable: true,
  busy: true,
  is_target: true,
};

const unreadEventModel = model(
  "UnreadEvent",
  () =>
    object(
      {
        calendar_id: id("The calendar's id."),
        title: textOrNull("The event's title; null if not even that can be read."),
        problem: oneOf(objectProblems, { description: "Why it cannot be read." }),
      },
      { description: "An event that cannot be read. It does not block." },
    ),
  () => ({ calendar_id: 1, title: "Yoga", problem: "too_many_occurrences" as const }),
);

export const calendarAccountModel = model(
  "CalendarAccount",
  () =>
    object(
      {
        id: id("The account's id."),
        kind: oneOf(kinds, { description: "How it is reached." }),
        name: text("Your name for it."),
        url: text("Its address; of a secret address only scheme and host."),
        status: oneOf(statuses, {
          description:
            "`failing` after one failure; `revoked` if the server no longer accepts the password. Until either is over, bookings follow `when_calendar_unreachable`.",
        }),
        error: textOrNull("Why the last synchronization failed."),
        paused: flag("Whether it is neither read nor written for now."),
        last_synced_at: instantOrNull("When the last successful synchronization began."),
        calendars: list(calendarModel(), "Its calendars."),
        unread_events: list(
          unreadEventModel(),
          "Events that cannot be read, the first ones of all accounts.",
        ),
        created_at: instant("When it was connected."),
      },
      { description: "A calendar account that you connected. Its credentials are never returned." },
    ),
  exampleAccount,
);

function exampleAccount(example: ExampleBooking) {
  return {
    id: 1,
    kind: "caldav" as const,
    name: "Fastmail",
    url: "https://caldav.example.com",
    status: "ok" as const,
    error: null,
    paused: false,
    last_synced_at: createdAt(example),
    calendars: [exampleCalendar],
    unread_events: [],
    created_at: createdAt(example),
  };
}

export const calendarAccountListModel = model(
  "CalendarAccountList",
  () =>
    object(
      { calendar_accounts: list(calendarAccountModel(), "Your accounts.") },
      { description: "All your calendar accounts." },
    ),
  (example) => ({ calendar_accounts: [exampleAccount(example)] }),
);

export function accountJson({
  account,
  calendars,
  unread,
}: ConnectedAccount): JsonOf<typeof calendarAccountModel> {
  const { id, kind, name, url, status, error, paused, last_synced_at, created_at } = account;
  return {
    id,
    kind,
    name,
    url,
    status,
    error,
    paused,
    last_synced_at: last_synced_at === null ? null : isoInstant(last_synced_at),
    calendars: calendars.map(calendarJson),
    unread_events: unread,
    created_at: isoInstant(created_at),
  };
}

export function calendarJson(calendar: ConnectedCalendar): JsonOf<typeof calendarModel> {
  const { account_id: _, ...json } = calendar;
  return json;
}
