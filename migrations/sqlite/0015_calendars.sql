-- Calendars that hosts keep elsewhere. They are read to find out when a host is busy, and bookings are written to one of them.

-- An account with one or more calendars. `credentials` are JSON, encrypted with the server's secret; `url` is as much of the
-- address as may be shown.
create table calendar_accounts (
  id integer primary key,
  host_id integer not null references hosts (id) on delete cascade,
  kind text not null check (kind in ('ics', 'caldav', 'google', 'microsoft')),
  name text not null,
  url text not null,
  credentials text not null,
  status text not null check (status in ('ok', 'syncing', 'failing', 'revoked')),
  error text,
  paused integer not null check (paused in (0, 1)),
  -- Whether it is being disconnected, and what becomes of the entries written there.
  disconnecting text check (disconnecting in ('keep', 'remove')),
  last_synced_at integer,
  full_synced_at integer,
  failing_since integer,
  reported_at integer,
  sync_at integer not null,
  leased_until integer not null,
  created_at integer not null,
  updated_at integer not null
) strict;

create index calendar_accounts_of_host on calendar_accounts (host_id);
create index calendar_accounts_due on calendar_accounts (sync_at);

-- `mark` is where the next incremental reading begins, `read_at` when the last complete reading of its changes began, and
-- `read_until` how far into the future its events were read.
create table calendars (
  id integer primary key,
  account_id integer not null references calendar_accounts (id) on delete cascade,
  host_id integer not null references hosts (id) on delete cascade,
  href text not null,
  name text not null,
  time_zone text,
  writable integer not null check (writable in (0, 1)),
  busy integer not null check (busy in (0, 1)),
  is_target integer not null check (is_target in (0, 1)),
  mark text,
  read_at integer,
  read_until integer,
  -- Incremented by every change of its busy times.
  busy_version integer not null default 0,
  created_at integer not null,
  unique (account_id, href)
) strict;

create index calendars_of_host on calendars (host_id);
create unique index one_target_calendar on calendars (host_id) where is_target = 1;

-- An event with its recurrences, without its texts. `seen_at` is when the reading that returned it began. One that cannot be
-- read has a `problem`, and its title for the host.
create table calendar_objects (
  id integer primary key,
  calendar_id integer not null references calendars (id) on delete cascade,
  href text not null,
  etag text not null,
  uid text,
  seen_at integer not null,
  problem text,
  title text,
  unique (calendar_id, href)
) strict;

create index calendar_objects_with_problem on calendar_objects (calendar_id) where problem is not null;

-- The times of events that block, in pieces of at most a day, so that those around an instant are found without reading all
-- earlier ones. Those of one object are disjoint; others overlap freely.
create table external_busy (
  host_id integer not null references hosts (id) on delete cascade,
  busy_from integer not null,
  busy_until integer not null check (busy_until > busy_from and busy_until <= busy_from + 86400000),
  object_id integer not null references calendar_objects (id) on delete cascade,
  calendar_id integer not null references calendars (id) on delete cascade,
  primary key (host_id, busy_from, object_id)
) strict, without rowid;

create index external_busy_of_object on external_busy (object_id);
create index external_busy_of_calendar on external_busy (calendar_id);

-- The calendar entry of a booking as it was last written. If the host moved or deleted it there, `state` says so until the
-- host has decided what becomes of the booking.
create table calendar_entries (
  booking_id integer primary key references bookings (id),
  calendar_id integer not null references calendars (id) on delete cascade,
  href text not null,
  etag text,
  sequence integer not null,
  starts_at integer not null,
  ends_at integer not null,
  state text not null check (state in ('written', 'moved', 'removed')),
  moved_from integer,
  moved_until integer,
  noticed_at integer
) strict;

create index calendar_entries_of_calendar on calendar_entries (calendar_id, href);
create index calendar_entries_changed on calendar_entries (booking_id) where state <> 'written';

-- The secret address of a host's own feed contains its generation, so that a new generation invalidates the old address.
create table calendar_feeds (
  host_id integer primary key references hosts (id) on delete cascade,
  generation integer not null
) strict;

-- The calendars that count for an event type as a list of ids; JSON's null for all that block.
alter table event_types add column busy_calendars text not null default 'null' check (json_valid(busy_calendars));

-- What happens to a booking while a calendar cannot be read.
alter table hosts add column when_calendar_unreachable text not null default 'refuse'
check (when_calendar_unreachable in ('refuse', 'ask'));

-- Whether a host has calendars is cached with what can be booked with them.
create trigger calendar_accounts_insert_is_a_new_setting after insert on calendar_accounts
begin update settings set version = hex(randomblob(8)); end;
create trigger calendar_accounts_pause_is_a_new_setting after update of paused, disconnecting on calendar_accounts
begin
  update settings set version = hex(randomblob(8));
  update slot_versions set version = version + 1 where host_id = new.host_id;
end;
create trigger calendar_accounts_delete_is_a_new_setting after delete on calendar_accounts
begin
  update settings set version = hex(randomblob(8));
  update slot_versions set version = version + 1 where host_id = old.host_id;
end;
create trigger calendars_update_changes_slots after update of busy, busy_version on calendars
begin update slot_versions set version = version + 1 where host_id = new.host_id; end;
create trigger calendars_delete_changes_slots after delete on calendars
begin update slot_versions set version = version + 1 where host_id = old.host_id; end;

-- Calendar writes are jobs too, but not listed with the emails and deliveries of their host.
drop index outbox_of_host;
create index outbox_of_host on outbox (host_id, id, status, kind);
