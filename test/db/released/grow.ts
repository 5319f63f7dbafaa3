/**
 * Enlarges a database that a release wrote, in that release's schema: `bun test/db/released/grow.ts IN OUT BOOKINGS [HOSTS]`,
 * where IN is a database file or one of the `N.db.gz` here.
 */
import { Database } from "bun:sqlite";
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

export type Growth = {
  /** How many bookings to add, with two emails each. */
  readonly bookings: number;
  /** Over how many hosts they are spread; missing ones are added. */
  readonly hosts: number;
};

/** The newest schema that this file can write. Upgrading such a database applies all later migrations too. */
export const NEWEST_GROWN = 7;

/**
 * Adds bookings with their emails to an unused database of a supported schema, and deliveries, audit entries and sessions if
 * the schema has them. Existing rows stay. Leaves a single file in WAL mode.
 */
export function grow(path: string, growth: Growth): void {
  const raw = new Database(path, { strict: true });
  raw.run("pragma journal_mode = off");
  raw.run("pragma synchronous = off");
  raw.run(`pragma cache_size = -${CACHE_KIB}`);
  raw.run("pragma temp_store = memory");
  raw.transaction(() => addRows(raw, growth))();
  raw.run("pragma journal_mode = wal");
  raw.run("pragma wal_checkpoint(truncate)");
  raw.close(true);
}

const CACHE_KIB = 512 * 1024;

function addRows(raw: Database, { bookings, hosts }: Growth): void {
  const { now } = raw.query<{ now: number }, []>("select max(created_at) as now from bookings").get()!;
  const { last } = raw.query<{ last: number }, []>("select max(id) as last from bookings").get()!;
  const has = (table: string) =>
    raw.query("select 1 from sqlite_schema where type = 'table' and name = ?").get(table) !== null;
  raw.query(HOSTS).run({ hosts, now });
  if (raw.query("select 1 from pragma_table_info('hosts') where name = 'locale'").get())
    raw.run(GERMAN_HOSTS);
  raw.query(SCHEDULES).run();
  raw.query(EVENT_TYPES).run();
  raw.run(GROWN_HOSTS);
  const each = Math.ceil(bookings / hosts);
  raw.query(BOOKINGS).run({ bookings, hosts, each, last, now });
  raw.query(EMAILS).run({ last, now });
  raw.query(IDEMPOTENCY_KEYS).run({ last, now });
  if (has("audit")) raw.query(AUDIT).run({ last });
  if (has("sessions")) raw.query(SESSIONS).run({ now });
  if (has("webhooks")) {
    raw.query(DELIVERIES).run({ last, now });
    raw.query(TRIES).run({ last });
  }
}

const HOSTS = `
  with recursive numbers (n) as (
    select count(*) + 1 from hosts union all select n + 1 from numbers where n < $hosts
  )
  insert into hosts (slug, name, email, time_zone, created_at, updated_at)
  select 'host-' || n, 'Host ' || n, 'host-' || n || '@example.com',
    case n % 3 when 0 then 'Europe/Berlin' when 1 then 'America/New_York' else 'Asia/Tokyo' end, $now, $now
  from numbers where n <= $hosts`;

const GERMAN_HOSTS = "update hosts set locale = 'de' where time_zone = 'Europe/Berlin'";

const SCHEDULES = `
  insert into schedules (host_id, name, time_zone, weekly, overrides, is_default, created_at, updated_at)
  select h.id, s.name, h.time_zone, s.weekly, s.overrides, 1, h.created_at, h.created_at
  from hosts h join schedules s on s.host_id = 1 and s.is_default = 1
  where not exists (select 1 from schedules where host_id = h.id)`;

const EVENT_TYPES = `
  insert into event_types (host_id, slug, title, description, duration_minutes, buffer_before, buffer_after,
    min_notice_minutes, max_advance_days, location_type, location, requires_confirmation, questions, hidden, active,
    created_at, updated_at)
  select h.id, e.slug, e.title, e.description, e.duration_minutes, e.buffer_before, e.buffer_after,
    e.min_notice_minutes, e.max_advance_days, e.location_type, e.location, e.requires_confirmation, e.questions,
    e.hidden, e.active, h.created_at, h.created_at
  from hosts h join event_types e on e.host_id = 1 and e.slug = '30min'
  where not exists (select 1 from event_types where host_id = h.id)`;

/** Numbered from 0, each with event types. */
const GROWN_HOSTS = `
  create temp table grown_hosts as
  select row_number() over (order by h.id) - 1 as n, h.id as host_id, e.id as event_type_id
  from hosts h join event_types e on e.host_id = h.id and e.slug = '30min' and e.deleted_at is null`;

const HOUR_MS = 3_600_000;
/** The fixture's own hosts have bookings up to a week ahead. */
const LATEST_HOURS_AHEAD = 120;

/** One booking per host and hour, the last 2 % of them upcoming; some are cancelled, declined or pending. */
const BOOKINGS = `
  with recursive numbers (n) as (
    select 0 union all select n + 1 from numbers where n + 1 < $bookings
  ),
  timed as (
    select numbers.n, numbers.n / $hosts as k, g.host_id, g.event_type_id,
      ($now / ${HOUR_MS} + numbers.n / $hosts - $each + min($each / 50, ${LATEST_HOURS_AHEAD})) * ${HOUR_MS} as starts_at
    from numbers join grown_hosts g on g.n = numbers.n % $hosts
  ),
  dated as (
    select *, case
        when starts_at > $now then iif(k % 10 = 0, 'pending', 'confirmed')
        when k % 20 < 2 then 'cancelled'
        when k % 20 = 2 then 'declined'
        else 'confirmed' end as status,
      min(starts_at, $now) - 7 * 24 * ${HOUR_MS} + n % ${HOUR_MS} as created_at
    from timed
  )
  insert into bookings (id, host_id, event_type_id, uid, sequence, status, requires_confirmation, attendee_name,
    attendee_email, attendee_time_zone, notes, answers, location, cancellation_reason, starts_at, ends_at, busy_from,
    busy_until, created_at, updated_at)
  select $last + 1 + n, host_id, event_type_id,
    printf('%08x-%04x-7%03x-8%03x-%012x', created_at >> 16, created_at & 65535, n & 4095, n >> 12 & 4095, n),
    status in ('cancelled', 'declined'), status, status in ('pending', 'declined'), 'Attendee ' || (n / 3),
    'attendee-' || (n / 3) || '@example.com', 'America/Chicago',
    'I would like to talk about the plan for the coming quarter, the people who join, and what it costs. ' ||
      'The numbers from last time are attached to the thread that we had, please look at them before. ' ||
      'If Thursday does not suit, any afternoon of the week after would. Nr. ' || n,
    iif(n % 4 = 0, '[{"question_id":"why","label":"Why?","answer":"Growth"}]', '[]'),
    'https://video.example.com/rooms/' || n, iif(status = 'cancelled', 'Something came up', null), starts_at,
    starts_at + ${HOUR_MS / 2}, starts_at, starts_at + ${HOUR_MS / 2}, created_at, created_at
  from dated order by n`;

/** The two emails about each new booking, nearly all sent. */
const EMAILS = `
  insert into outbox (host_id, booking_id, letter, recipient, facts, message_id, useful_until, status, attempts,
    first_attempt_at, next_attempt_at, leased_until, last_error, created_at, sent_at)
  select host_id, booking_id, letter, recipient, facts, '<' || uid || '.0.' || letter || '@localhost>', ends_at,
    state, attempts, iif(attempts = 0, null, created_at + 20), created_at, 0,
    iif(state = 'failed', '550 no such mailbox', null), created_at, iif(state = 'sent', created_at + 90, null)
  from (
    select b.host_id, b.id as booking_id, b.uid, b.ends_at, b.created_at, p.party || '_' || owed as letter,
      iif(p.party = 'host', h.email, b.attendee_email) as recipient, state, state <> 'waiting' as attempts,
      json_object('bookingId', b.id, 'uid', b.uid, 'sequence', 0, 'status', before, 'startsAt', b.starts_at,
        'endsAt', b.ends_at, 'movedFrom', null, 'happenedAt', b.created_at, 'eventTitle', b.title,
        'eventSlug', b.slug, 'location', b.location,
        'host', json_object('name', h.name, 'email', h.email, 'slug', h.slug, 'timeZone', h.time_zone,
          'locale', iif(h.time_zone = 'Europe/Berlin', 'de', 'en')),
        'attendee', json_object('name', b.attendee_name, 'email', b.attendee_email, 'timeZone',
          b.attendee_time_zone, 'locale', 'en'),
        'notes', b.notes, 'answers', json(replace(b.answers, '"question_id":"why",', '')), 'actor', 'attendee',
        'reason', null, 'invitation', iif(before = 'pending', null, 'REQUEST')) as facts
    from (
      select b.*, e.title, e.slug, iif(b.requires_confirmation = 1, 'pending', 'confirmed') as before,
        iif(b.requires_confirmation = 1, 'requested', 'booked') as owed,
        case when b.starts_at > $now and b.id % 5 = 0 then 'waiting' when b.id % 1000 = 0 then 'failed'
          else 'sent' end as state
      from bookings b join event_types e on e.id = b.event_type_id where b.id > $last
    ) b
    cross join hosts h on h.id = b.host_id
    cross join (select 'attendee' as party union all select 'host') p
  ) order by booking_id`;

/** Responses of the last day. */
const IDEMPOTENCY_KEYS = `
  insert into idempotency_keys (event_type_id, key, request_hash, booking_id, answer, created_at)
  select event_type_id, 'key-' || id, printf('%064x', id), id,
    json_object('host_id', host_id, 'uid', uid, 'sequence', sequence, 'status', status, 'attendee_name',
      attendee_name, 'attendee_email', attendee_email, 'attendee_time_zone', attendee_time_zone, 'attendee_locale',
      'en', 'notes', notes, 'location', location, 'host_notes', null, 'cancellation_reason', null, 'starts_at',
      starts_at, 'ends_at', ends_at, 'created_at', created_at, 'updated_at', updated_at, 'erased_at', null, 'id', id,
      'event_type', json_object('id', event_type_id, 'slug', '30min', 'title', '30 Minute Meeting'),
      'requires_confirmation', json(iif(requires_confirmation, 'true', 'false')), 'answers', json(answers)),
    $now
  from bookings where id > $last and id % 100 = 0`;

const AUDIT = `
  insert into audit (host_id, at, actor, party, action, subject_id, count, changes)
  select host_id, created_at + 60000, 'link', 'attendee', 'booking.cancelled', id, 1, '[]'
  from bookings where id > $last and status = 'cancelled'`;

const SESSIONS = `
  insert into sessions (hash, host_id, created_at, expires_at)
  select printf('%064x', host_id), host_id, $now, $now + 30 * 24 * ${HOUR_MS} from grown_hosts`;

/** The fixture's webhooks receive their hosts' bookings. */
const DELIVERIES = `
  insert into outbox (host_id, booking_id, letter, recipient, facts, message_id, useful_until, status, attempts,
    first_attempt_at, next_attempt_at, leased_until, last_error, created_at, sent_at, webhook_id)
  select host_id, id, event, url,
    json_object('event', event, 'timestamp', at, 'payload', json_object('id', id, 'uid', uid, 'sequence', 0,
      'status', before, 'requires_confirmation', json(iif(requires_confirmation, 'true', 'false')),
      'attendee_name', attendee_name, 'attendee_email', attendee_email, 'attendee_timezone', attendee_time_zone,
      'attendee_language', 'en', 'start_time', strftime('%FT%TZ', starts_at / 1000, 'unixepoch'), 'end_time',
      strftime('%FT%TZ', ends_at / 1000, 'unixepoch'), 'event_type',
      json_object('id', event_type_id, 'slug', '30min', 'title', '30 Minute Meeting'), 'timezone',
      attendee_time_zone, 'location', location, 'notes', notes, 'answers', json(answers), 'host_notes', null,
      'cancellation_reason', null, 'created_at', at, 'updated_at', at)),
    'msg_' || uid, ${Number.MAX_SAFE_INTEGER}, state, 1, created_at + 20,
    iif(state = 'waiting', $now + 10000, created_at), 0, iif(state = 'sent', null, 'It answered 503'), created_at,
    iif(state = 'sent', created_at + 60, null), webhook_id
  from (
    select b.*, w.id as webhook_id, w.url, iif(b.requires_confirmation = 1, 'pending', 'confirmed') as before,
      iif(b.requires_confirmation = 1, 'booking.created', 'booking.confirmed') as event,
      strftime('%FT%TZ', b.created_at / 1000, 'unixepoch') as at,
      case when b.starts_at > $now and b.id % 7 = 0 then 'waiting' when b.id % 7 = 1 then 'failed'
        else 'sent' end as state
    from bookings b join webhooks w on w.host_id = b.host_id and w.active = 1 where b.id > $last
  ) order by id`;

const TRIES = `
  insert into delivery_tries (outbox_id, at, took_ms, http_status, error, answer)
  select id, created_at + 20, 40, iif(status = 'sent', 204, 503), last_error, iif(status = 'sent', '', 'later')
  from outbox where webhook_id is not null and booking_id > $last`;

if (import.meta.main) {
  const [from = "", to = "", bookings = "", hosts = "100"] = process.argv.slice(2);
  const bytes = readFileSync(from);
  writeFileSync(to, from.endsWith(".gz") ? gunzipSync(bytes) : bytes, { mode: 0o600 });
  grow(to, { bookings: Number(bookings), hosts: Number(hosts) });
}
