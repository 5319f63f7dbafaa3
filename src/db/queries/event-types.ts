import { sql } from "kysely";
import type { Db, Trx } from "../database.ts";
import type { EpochMs } from "../../domain/interval.ts";
import type { EventType, EventTypeSettings, Host, HostRole, PageRequest } from "../../domain/records.ts";
import type { Schedule } from "../../domain/availability.ts";
import { toSchedule } from "../../domain/schedule.ts";
import { paged } from "./paging.ts";
import { prepared } from "../prepared.ts";
import type { EventTypeRow } from "../tables.ts";

/** An event type with its host and the schedule that it uses: what slots and bookings are judged by. */
export type Bookable = {
  readonly host: Host;
  readonly eventType: EventType;
  readonly schedule: Schedule;
  /** Whether the host has webhooks that are switched on. */
  readonly hasWebhooks: boolean;
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
      "s.time_zone as schedule_time_zone",
      "s.weekly as schedule_weekly",
      "s.overrides as schedule_overrides",
    ])
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

/** Finds what visitors can book under two slugs; undefined where nothing is offered. */
export type FindOffered = (db: Db, hostSlug: string, eventSlug: string) => Promise<Bookable | undefined>;

/** Keeps what was found for as long as the database says that no host, schedule, event type or webhook has changed. */
export function rememberOffered(): FindOffered {
  const known = new Map<string, Bookable>();
  let knownAt: string | undefined;
  return async (db, hostSlug, eventSlug) => {
    const { version } = (await settingsVersion(db))[0]!;
    if (version !== knownAt || known.size >= MAX_REMEMBERED) known.clear();
    knownAt = version;
    const key = `${hostSlug}/${eventSlug}`;
    const found = known.get(key) ?? (await findOffered(db, hostSlug, eventSlug));
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

const ofHost = (db: Db, hostId: number) =>
  db.selectFrom("event_types").where("host_id", "=", hostId).where("deleted_at", "is", null);

export async function findEventType(db: Db, hostId: number, id: number): Promise<EventType | undefined> {
  const row = await ofHost(db, hostId).selectAll().where("id", "=", id).executeTakeFirst();
  return row && toEventType(row);
}

export async function listEventTypes(db: Db, hostId: number, page: PageRequest) {
  const { items, total } = await paged(ofHost(db, hostId), page, (query) => query.selectAll().orderBy("id"));
  return { items: items.map(toEventType), total };
}

/** What the public profile of a host shows. */
export async function listPublicEventTypes(db: Db, hostId: number): Promise<EventType[]> {
  const rows = await ofHost(db, hostId)
    .selectAll()
    .where("hidden", "=", 0)
    .where("active", "=", 1)
    .orderBy("id")
    .execute();
  return rows.map(toEventType);
}

export async function isEventSlugTaken(db: Db, hostId: number, slug: string, exceptId = 0): Promise<boolean> {
  const row = await ofHost(db, hostId)
    .select("id")
    .where("slug", "=", slug)
    .where("id", "<>", exceptId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertEventType(
  trx: Trx,
  hostId: number,
  settings: EventTypeSettings,
  now: EpochMs,
): Promise<EventType> {
  const row = await trx
    .insertInto("event_types")
    .values({ host_id: hostId, ...toColumns(settings), created_at: now, updated_at: now, deleted_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toEventType(row);
}

export async function updateEventType(
  trx: Trx,
  id: number,
  settings: EventTypeSettings,
  now: EpochMs,
): Promise<EventType> {
  const row = await trx
    .updateTable("event_types")
    .set({ ...toColumns(settings), updated_at: now })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toEventType(row);
}

/** Takes the event type out of sight; its bookings keep it. */
export async function retireEventType(trx: Trx, id: number, now: EpochMs): Promise<void> {
  await trx.updateTable("event_types").set({ deleted_at: now }).where("id", "=", id).execute();
}

function toColumns(settings: EventTypeSettings) {
  const { requires_confirmation, questions, hidden, active, ...plain } = settings;
  return {
    ...plain,
    requires_confirmation: flag(requires_confirmation),
    questions: JSON.stringify(questions),
    hidden: flag(hidden),
    active: flag(active),
  };
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

function toEventType({ deleted_at: _, ...row }: EventTypeRow): EventType {
  return {
    ...row,
    requires_confirmation: row.requires_confirmation === 1,
    questions: JSON.parse(row.questions),
    hidden: row.hidden === 1,
    active: row.active === 1,
  };
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
  has_webhooks: unknown;
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
    has_webhooks,
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
    },
    eventType: toEventType(eventType),
    schedule: toSchedule({
      timezone: schedule_time_zone,
      weekly: JSON.parse(schedule_weekly),
      overrides: JSON.parse(schedule_overrides),
    }),
    hasWebhooks: Boolean(has_webhooks),
  };
}
