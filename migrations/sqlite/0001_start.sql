-- Instants are UTC milliseconds, lengths are minutes, lists that are read and written whole are JSON.

create table hosts (
  id integer primary key,
  slug text not null unique,
  name text not null,
  email text not null unique,
  time_zone text not null,
  password_hash text,
  created_at integer not null,
  updated_at integer not null
) strict;

create table api_keys (
  id integer primary key,
  host_id integer not null references hosts (id) on delete cascade,
  name text not null,
  prefix text not null,
  hash text not null unique,
  created_at integer not null,
  last_used_at integer
) strict;

create index api_keys_of_host on api_keys (host_id);

create table schedules (
  id integer primary key,
  host_id integer not null references hosts (id) on delete cascade,
  name text not null,
  time_zone text not null,
  weekly text not null check (json_valid(weekly)),
  overrides text not null check (json_valid(overrides)),
  is_default integer not null check (is_default in (0, 1)),
  created_at integer not null,
  updated_at integer not null
) strict;

create index schedules_of_host on schedules (host_id);
create unique index one_default_schedule on schedules (host_id) where is_default = 1;

create table event_types (
  id integer primary key,
  host_id integer not null references hosts (id) on delete cascade,
  slug text not null,
  title text not null,
  description text,
  duration_minutes integer not null check (duration_minutes between 1 and 1440),
  buffer_before integer not null check (buffer_before >= 0),
  buffer_after integer not null check (buffer_after >= 0),
  min_notice_minutes integer not null check (min_notice_minutes >= 0),
  max_advance_days integer not null check (max_advance_days > 0),
  slot_interval_minutes integer check (slot_interval_minutes > 0),
  max_bookings_per_day integer check (max_bookings_per_day > 0),
  location_type text not null check (location_type in ('video', 'phone', 'in_person', 'other')),
  location text,
  requires_confirmation integer not null check (requires_confirmation in (0, 1)),
  questions text not null check (json_valid(questions)),
  schedule_id integer references schedules (id),
  hidden integer not null check (hidden in (0, 1)),
  active integer not null check (active in (0, 1)),
  created_at integer not null,
  updated_at integer not null,
  deleted_at integer
) strict;

create unique index event_types_by_slug on event_types (host_id, slug) where deleted_at is null;
create index event_types_of_schedule on event_types (schedule_id) where deleted_at is null;

-- One row. Its version changes with every change of a host, schedule or event type and never comes back, not
-- even after a rollback, so what was worked out from them can be kept for as long as it stands.
create table settings (
  id integer primary key check (id = 1),
  version text not null
) strict;

insert into settings (id, version) values (1, hex(randomblob(8)));

create trigger hosts_insert_is_a_new_setting after insert on hosts
begin update settings set version = hex(randomblob(8)); end;
create trigger hosts_update_is_a_new_setting after update on hosts
begin update settings set version = hex(randomblob(8)); end;
create trigger hosts_delete_is_a_new_setting after delete on hosts
begin update settings set version = hex(randomblob(8)); end;
create trigger schedules_insert_is_a_new_setting after insert on schedules
begin update settings set version = hex(randomblob(8)); end;
create trigger schedules_update_is_a_new_setting after update on schedules
begin update settings set version = hex(randomblob(8)); end;
create trigger schedules_delete_is_a_new_setting after delete on schedules
begin update settings set version = hex(randomblob(8)); end;
create trigger event_types_insert_is_a_new_setting after insert on event_types
begin update settings set version = hex(randomblob(8)); end;
create trigger event_types_update_is_a_new_setting after update on event_types
begin update settings set version = hex(randomblob(8)); end;
create trigger event_types_delete_is_a_new_setting after delete on event_types
begin update settings set version = hex(randomblob(8)); end;

create table time_off (
  id integer primary key,
  host_id integer not null references hosts (id) on delete cascade,
  starts_at integer not null,
  ends_at integer not null check (ends_at > starts_at),
  reason text,
  created_at integer not null
) strict;

create index time_off_of_host on time_off (host_id, ends_at);

create table bookings (
  id integer primary key,
  host_id integer not null references hosts (id),
  event_type_id integer not null references event_types (id),
  uid text not null unique,
  sequence integer not null,
  status text not null check (status in ('pending', 'confirmed', 'declined', 'cancelled')),
  requires_confirmation integer not null check (requires_confirmation in (0, 1)),
  attendee_name text not null,
  attendee_email text not null,
  attendee_time_zone text not null,
  notes text,
  answers text not null check (json_valid(answers)),
  location text,
  host_notes text,
  cancellation_reason text,
  starts_at integer not null,
  ends_at integer not null check (ends_at > starts_at),
  busy_from integer not null check (busy_from <= starts_at),
  busy_until integer not null check (busy_until >= ends_at),
  created_at integer not null,
  updated_at integer not null
) strict;

create index bookings_by_start on bookings (host_id, starts_at);
create index live_bookings on bookings (host_id, busy_from, busy_until) where status in ('pending', 'confirmed');

-- While the live bookings of a host are disjoint, only the last one that begins before the end of a new one
-- can meet it, so one step in the index decides.
create trigger no_overlap_on_insert before insert on bookings
when new.status in ('pending', 'confirmed')
begin
  select raise(abort, 'booking_overlap')
  where (
    select busy_until from bookings
    where host_id = new.host_id and busy_from < new.busy_until and status in ('pending', 'confirmed')
    order by busy_from desc limit 1
  ) > new.busy_from;
end;

create trigger no_overlap_on_update before update of host_id, status, busy_from, busy_until on bookings
when new.status in ('pending', 'confirmed')
begin
  select raise(abort, 'booking_overlap')
  where (
    select busy_until from bookings
    where host_id = new.host_id and busy_from < new.busy_until and status in ('pending', 'confirmed') and id <> old.id
    order by busy_from desc limit 1
  ) > new.busy_from;
end;

create table idempotency_keys (
  event_type_id integer not null references event_types (id),
  key text not null,
  request_hash text not null,
  booking_id integer not null references bookings (id),
  answer text not null check (json_valid(answer)),
  created_at integer not null,
  primary key (event_type_id, key)
) strict, without rowid;

create index idempotency_keys_by_age on idempotency_keys (created_at);

create table outbox (
  id integer primary key,
  host_id integer not null references hosts (id),
  booking_id integer not null references bookings (id),
  letter text not null,
  recipient text not null,
  facts text not null,
  message_id text not null,
  useful_until integer not null,
  status text not null check (status in ('waiting', 'sent', 'failed', 'expired')),
  attempts integer not null,
  first_attempt_at integer,
  next_attempt_at integer not null,
  leased_until integer not null,
  last_error text,
  created_at integer not null,
  sent_at integer
) strict;

create index outbox_of_host on outbox (host_id, id);
create index outbox_due on outbox (next_attempt_at) where status = 'waiting';
-- A letter is owed once; the booking stands first so that new rows go to the end of the index.
create unique index outbox_once on outbox (booking_id, message_id);
