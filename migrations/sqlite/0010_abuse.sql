-- Bounds on what one visitor can cause, requests that expire, and lists that stay fast.

alter table event_types add column max_upcoming_per_attendee integer not null default 10
  check (max_upcoming_per_attendee > 0);
alter table event_types add column pending_expires_hours integer check (pending_expires_hours > 0);
alter table event_types add column verify_email integer not null default 0 check (verify_email in (0, 1));

-- The address as limits and exports compare it: case-folded and without `+tag`; null once the attendee is erased.
alter table bookings add column address_key text;
-- Name and address as searches compare them: without case and accents.
alter table bookings add column search text not null default '';
-- Whether an emailed code proved the address.
alter table bookings add column address_proved integer not null default 0 check (address_proved in (0, 1));
-- Keyed hash of the client network that booked; kept for 24 hours.
alter table bookings add column client text;
-- Whether its people have a calendar entry for it.
alter table bookings add column has_calendar_entry integer not null default 0 check (has_calendar_entry in (0, 1));
-- When the server declines it unless its host has decided; null once somebody has.
alter table bookings add column decide_by integer;
-- Whether the server declined it because nobody decided.
alter table bookings add column expired integer not null default 0 check (expired in (0, 1));
-- How often its attendee rescheduled it.
alter table bookings add column attendee_moves integer not null default 0;

-- The last booking whose client network was forgotten.
alter table settings add column clients_forgotten_to integer not null default 0;
update settings set clients_forgotten_to = (select coalesce(max(id), 0) from bookings);

-- Letters beyond ASCII are folded and requests whose time has passed are declined afterwards, by the server.
update bookings set
  address_key = iif(erased_at is null, lower(
    iif(instr(attendee_email, '+') between 2 and instr(attendee_email, '@'),
      substr(attendee_email, 1, instr(attendee_email, '+') - 1),
      substr(attendee_email, 1, instr(attendee_email, '@') - 1))
    || substr(attendee_email, instr(attendee_email, '@'))), null),
  search = iif(erased_at is null, lower(attendee_name || char(10) || attendee_email), ''),
  has_calendar_entry = status = 'confirmed',
  decide_by = iif(status = 'pending', starts_at, null);

-- Everything that lists filter and search by, so that they read this index only.
drop index bookings_by_start;
create index bookings_by_start on bookings (host_id, starts_at, id, status, event_type_id, search);
create index bookings_by_address on bookings (address_key, host_id, starts_at, created_at, address_proved)
where address_key is not null;
create index requests_to_decide on bookings (decide_by) where decide_by is not null;

drop index outbox_of_host;
create index outbox_of_host on outbox (host_id, id, status);
drop index deliveries_of_webhook;
create index deliveries_of_webhook on outbox (webhook_id, id, status) where webhook_id is not null;
drop index audit_of_host;
create index audit_of_host on audit (host_id, id, action, at);

-- When somebody last used something that is limited. `subject` says what and who: a keyed hash, never an address.
create table limit_uses (
  subject text primary key,
  times text not null,
  expires_at integer not null
) strict, without rowid;

-- How often, for what is done so often that times would take too much room: a count that ends.
create table limit_counts (
  subject text primary key,
  count integer not null,
  ends_at integer not null
) strict, without rowid;

-- Codes that prove an address. The digits are in no table: they follow from the row and the server's secret. Guesses from the
-- client network that asked for the code and those from all others are counted apart.
create table email_codes (
  id integer primary key,
  event_type_id integer not null references event_types (id),
  address text not null,
  client text,
  guesses_left integer not null,
  others_guesses_left integer not null,
  created_at integer not null,
  expires_at integer not null
) strict;
create index email_codes_of_address on email_codes (address, event_type_id);

-- Addresses whose owners asked for no emails: keyed hashes.
create table suppressions (
  address text primary key,
  until integer not null
) strict, without rowid;

-- Who cannot book with a host: one address, or everybody at a domain and its subdomains.
create table blocks (
  id integer primary key,
  host_id integer not null references hosts (id) on delete cascade,
  address text,
  domain text,
  note text,
  created_at integer not null,
  check ((address is null) <> (domain is null)),
  unique (host_id, address),
  unique (host_id, domain)
) strict;

create trigger blocks_insert_is_a_new_setting after insert on blocks
begin update settings set version = hex(randomblob(8)); end;
create trigger blocks_delete_is_a_new_setting after delete on blocks
begin update settings set version = hex(randomblob(8)); end;
