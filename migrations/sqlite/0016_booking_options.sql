-- What event types and bookings can have besides: lengths, limits, reminders, notes, guests, private links and no-shows.

-- The lengths to choose from, in minutes; JSON's null for `duration_minutes` only.
alter table event_types add column durations_minutes text not null default 'null' check (json_valid(durations_minutes));
alter table event_types add column max_guests integer not null default 0 check (max_guests between 0 and 10);
-- The most bookings or minutes per day, week and month.
alter table event_types add column limits text not null default '[]' check (json_valid(limits));
alter table event_types add column reminders text not null default '[]' check (json_valid(reminders));
-- The host's own words in confirmations and reminders.
alter table event_types add column confirmation_note text;
alter table event_types add column reminder_note text;
-- Where the page goes after a booking.
alter table event_types add column redirect_url text;

-- Limits on all event types of a host together. They are cached with what can be booked.
alter table host_profiles add column limits text not null default '[]' check (json_valid(limits));
create trigger host_profiles_insert_is_a_new_setting after insert on host_profiles
begin
  update settings set version = hex(randomblob(8));
  update slot_versions set version = version + 1 where host_id = new.host_id;
end;
create trigger host_profiles_update_is_a_new_setting after update of limits on host_profiles
begin
  update settings set version = hex(randomblob(8));
  update slot_versions set version = version + 1 where host_id = new.host_id;
end;

-- Links that book an event type a limited number of times, hidden or not.
create table booking_links (
  id integer primary key,
  host_id integer not null references hosts (id) on delete cascade,
  event_type_id integer not null references event_types (id) on delete cascade,
  uses integer not null check (uses > 0),
  used integer not null check (used between 0 and uses),
  expires_at integer,
  -- What the form is filled with.
  prefill text not null check (json_valid(prefill)),
  created_at integer not null
) strict;

create index booking_links_of_event_type on booking_links (event_type_id, id);

-- When a booking was confirmed for its present time; null while it is not, and for bookings of older versions.
alter table bookings add column confirmed_at integer;
alter table bookings add column no_show integer not null default 0 check (no_show in (0, 1));
-- Why it was last rescheduled.
alter table bookings add column reschedule_reason text;
alter table bookings add column link_id integer references booking_links (id) on delete set null;
create index bookings_of_link on bookings (link_id) where link_id is not null;

create index guests_by_email on guests (email);

-- Reminders that were due until this instant have been enqueued.
alter table settings add column reminded_to integer not null default 0;

-- Shown to visitors meanwhile, with the page of another host.
alter table time_off add column message text;
alter table time_off add column redirect_to integer references hosts (id) on delete set null;
