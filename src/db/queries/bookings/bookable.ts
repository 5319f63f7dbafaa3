import { sql } from "kysely";
import type { Db } from "../../database.ts";
import type { Schedule } from "../../../domain/availability.ts";
import type { WhenUnreachable } from "../../../domain/calendars.ts";
import type { EventType, Host, HostRole, PeriodLimit } from "../../../domain/records.ts";
import { toSchedule } from "../../../domain/schedule.ts";
import { prepared } from "../../prepared.ts";
import type { EventTypeRow } from "../../tables.ts";
import { toEventType } from "../hosts/event-types.ts";

/** An event type with its host and its schedule: everything that decides on slots and bookings. */
export type Bookable = {
  readonly host: Host;
  readonly eventType: EventType;
  readonly schedule: Schedule;
  /** Limits on all event types of the host together. */
  readonly hostLimits: readonly PeriodLimit[];
  readonly hasWebhooks: boolean;
  readonly hasBlocks: boolean;
  /** Whether the host has connected calendars that are not paused. */
  readonly hasCalendars: boolean;
};

const withHostAndSchedule = (db: Db) =>
  db
    .selectFrom("event_types as e")
    .innerJoin("hosts as h", "h.id", "e.host_id")
    .innerJoin("schedules as s", (join) =>
      join
        .onRef("s.host_id", "=", "e.host_id")
        .on((on) =>
          on.or([
            on("s.id", "=", on.ref("e.schedule_id")),
            on.and([on("e.schedule_id", "is", null), on("s.is_default", "=", sql.lit(1 as const))]),
          ]),
        ),
    )
    .selectAll("e")
    .select([
      "h.slug as host_slug",
      "h.name as host_name",
      "h.email as host_email",
      "h.time_zone as host_time_zone",
      "h.locale as host_locale",
      "h.role as host_role",
      "h.when_calendar_unreachable as host_when_calendar_unreachable",
      "s.time_zone as schedule_time_zone",
      "s.weekly as schedule_weekly",
      "s.overrides as schedule_overrides",
    ])
    .select((is) =>
      is
        .selectFrom("host_profiles as p")
        .select("p.limits")
        .whereRef("p.host_id", "=", "e.host_id")
        .as("host_limits"),
    )
    .select((is) =>
      is
        .exists(
          is
            .selectFrom("webhooks as w")
            .select("w.id")
            .whereRef("w.host_id", "=", "e.host_id")
            .where("w.active", "=", 1)
            .where("w.deleted_at", "is", null),
        )
        .as("has_webhooks"),
    )
    .select((is) =>
      is
        .exists(is.selectFrom("blocks as x").select("x.id").whereRef("x.host_id", "=", "e.host_id"))
        .as("has_blocks"),
    )
    .select((is) =>
      is
        .exists(
          is
            .selectFrom("calendar_accounts as c")
            .select("c.id")
            .whereRef("c.host_id", "=", "e.host_id")
            .where("c.paused", "=", 0)
            .where("c.disconnecting", "is", null),
        )
        .as("has_calendars"),
    );

const offered = prepared((db, hostSlug: string, eventSlug: string) =>
  withHostAndSchedule(db)
    .where("h.slug", "=", hostSlug)
    .where("e.slug", "=", eventSlug)
    .where("e.active", "=", 1)
    .where("e.deleted_at", "is", null),
);

const byId = prepared((db, id: number) => withHostAndSchedule(db).where("e.id", "=", id));

const settingsVersion = prepared((db) => db.selectFrom("settings").select("version"));

/** Finds the event type that visitors can book under two slugs, in any case; undefined if none is offered. */
export type FindOffered = (db: Db, hostSlug: string, eventSlug: string) => Promise<Bookable | undefined>;

/** Caches the result until a host, schedule, event type or webhook changes. */
export function rememberOffered(): FindOffered {
  const known = new Map<string, Bookable>();
  let knownAt: string | undefined;
  return async (db, hostSlug, eventSlug) => {
    const { version } = (await settingsVersion(db))[0]!;
    if (version !== knownAt || known.size >= MAX_REMEMBERED) known.clear();
    knownAt = version;
    const slugs = [hostSlug.toLowerCase(), eventSlug.toLowerCase()] as const;
    const key = slugs.join("/");
    const found = known.get(key) ?? (await findOffered(db, ...slugs));
    if (found && knownAt === version) known.set(key, found);
    return found;
  };
}

const MAX_REMEMBERED = 1_000;

async function findOffered(db: Db, hostSlug: string, eventSlug: string): Promise<Bookable | undefined> {
  const [row] = await offered(db, hostSlug, eventSlug);
  return row && toBookable(row);
}

/** The event type of a booking, even if it is no longer offered. */
export async function getBookable(db: Db, eventTypeId: number): Promise<Bookable & { offered: boolean }> {
  const [row] = await byId(db, eventTypeId);
  if (!row) throw new Error(`event type ${eventTypeId} has no host or schedule`);
  return { ...toBookable(row), offered: row.active === 1 && row.deleted_at === null };
}

type BookableRow = EventTypeRow & {
  host_slug: string;
  host_name: string;
  host_email: string;
  host_time_zone: string;
  host_locale: string;
  host_role: HostRole;
  schedule_time_zone: string;
  schedule_weekly: string;
  schedule_overrides: string;
  host_limits: string | null;
  has_webhooks: unknown;
  has_blocks: unknown;
  has_calendars: unknown;
  host_when_calendar_unreachable: WhenUnreachable;
};

function toBookable(joined: BookableRow): Bookable {
  const {
    host_slug,
    host_name,
    host_email,
    host_time_zone,
    host_locale,
    host_role,
    schedule_time_zone,
    schedule_weekly,
    schedule_overrides,
    host_limits,
    has_webhooks,
    has_blocks,
    has_calendars,
    host_when_calendar_unreachable,
    ...eventType
  } = joined;
  return {
    host: {
      id: eventType.host_id,
      slug: host_slug,
      name: host_name,
      email: host_email,
      time_zone: host_time_zone,
      locale: host_locale,
      role: host_role,
      when_calendar_unreachable: host_when_calendar_unreachable,
    },
    eventType: toEventType(eventType),
    schedule: toSchedule({
      timezone: schedule_time_zone,
      weekly: JSON.parse(schedule_weekly),
      overrides: JSON.parse(schedule_overrides),
    }),
    hostLimits: JSON.parse(host_limits ?? "[]"),
    hasWebhooks: Boolean(has_webhooks),
    hasBlocks: Boolean(has_blocks),
    hasCalendars: Boolean(has_calendars),
  };
}
