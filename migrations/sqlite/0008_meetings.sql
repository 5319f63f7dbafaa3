-- Bookings become places in meetings, meetings hold their hosts' time, and the outbox takes jobs of any kind. Tables are
-- rebuilt as https://sqlite.org/lang_altertable.html (7) describes; foreign keys are off meanwhile.

alter table hosts add column role text not null default 'member' check (role in ('owner', 'admin', 'member'));
update hosts set role = 'owner' where id = (select min(id) from hosts);

-- An occurrence of an event type. `sequence` is the iCalendar SEQUENCE of the host's calendar entry.
create table meetings (
  id integer primary key,
  event_type_id integer not null references event_types (id),
  starts_at integer not null,
  ends_at integer not null check (ends_at > starts_at),
  location text,
  sequence integer not null
) strict;

insert into meetings (id, event_type_id, starts_at, ends_at, location, sequence)
select id, event_type_id, starts_at, ends_at, location, sequence from bookings order by id;

-- The time that a host cannot give to anything else: a meeting with its buffers. One with an expiry ends by itself.
create table holds (
  host_id integer not null references hosts (id),
  busy_from integer not null,
  busy_until integer not null check (busy_until > busy_from),
  meeting_id integer references meetings (id),
  expires_at integer,
  primary key (host_id, busy_from)
) strict, without rowid;

insert into holds (host_id, busy_from, busy_until, meeting_id)
select host_id, busy_from, busy_until, id from bookings
where status in ('pending', 'confirmed') order by host_id, busy_from;

create unique index holds_of_meeting on holds (meeting_id, host_id) where meeting_id is not null;
create index holds_by_expiry on holds (host_id, expires_at) where expires_at is not null;

-- While the holds of a host are disjoint, only the last one that begins before the end of a new one can overlap it, so
-- one step in the primary key decides.
create trigger holds_do_not_overlap before insert on holds
begin
  select raise(abort, 'hold_overlap')
  where (
    select busy_until from holds
    where host_id = new.host_id and busy_from < new.busy_until
    order by busy_from desc limit 1
  ) > new.busy_from;
end;

create trigger holds_do_not_overlap_when_changed before update of host_id, busy_from, busy_until on holds
begin
  select raise(abort, 'hold_overlap')
  where (
    select busy_until from holds
    where host_id = new.host_id and busy_from < new.busy_until
      and not (host_id = old.host_id and busy_from = old.busy_from)
    order by busy_from desc limit 1
  ) > new.busy_from;
end;

-- One attendee's place in a meeting. Start and end are those it was last given; while it is live, they are its
-- meeting's. `organizer_email` is the ORGANIZER of its calendar entries, for as long as they exist.
create table new_bookings (
  id integer primary key,
  host_id integer not null references hosts (id),
  event_type_id integer not null references event_types (id),
  meeting_id integer not null references meetings (id),
  uid text not null unique,
  sequence integer not null,
  status text not null check (status in ('pending', 'confirmed', 'declined', 'cancelled')),
  requires_confirmation integer not null check (requires_confirmation in (0, 1)),
  organizer_email text not null,
  attendee_name text not null,
  attendee_email text not null,
  attendee_time_zone text not null,
  attendee_locale text not null default 'en',
  notes text,
  answers text not null check (json_valid(answers)),
  host_notes text,
  cancellation_reason text,
  starts_at integer not null,
  ends_at integer not null check (ends_at > starts_at),
  created_at integer not null,
  updated_at integer not null,
  erased_at integer
) strict;

-- The organizer is who the first email invited in the name of, as far as there can be another email: looking takes
-- longer than all the rest.
insert into new_bookings
select b.id, b.host_id, b.event_type_id, b.id, b.uid, b.sequence, b.status, b.requires_confirmation,
  coalesce(
    iif(b.ends_at > unixepoch('now') * 1000,
      (select facts ->> '$.host.email' from outbox
        where booking_id = b.id and webhook_id is null order by id limit 1),
      null),
    h.email
  ),
  b.attendee_name, b.attendee_email, b.attendee_time_zone, b.attendee_locale, b.notes, b.answers, b.host_notes,
  b.cancellation_reason, b.starts_at, b.ends_at, b.created_at, b.updated_at, b.erased_at
from bookings as b join hosts as h on h.id = b.host_id
order by b.id;

drop table bookings;
alter table new_bookings rename to bookings;
create index bookings_by_start on bookings (host_id, starts_at);
create index bookings_of_meeting on bookings (meeting_id);

-- Further people whom an attendee brings along.
create table guests (
  id integer primary key,
  booking_id integer not null references bookings (id) on delete cascade,
  email text not null,
  created_at integer not null,
  unique (booking_id, email)
) strict;

-- What is to be done after a commit, as often as it takes. `kind` says who does it and what `topic` and `payload` are:
-- of an email its template and what happened, of a webhook the event and the body as it is sent.
create table new_outbox (
  id integer primary key,
  kind text not null,
  host_id integer not null references hosts (id),
  booking_id integer references bookings (id),
  webhook_id integer references webhooks (id),
  topic text not null,
  recipient text not null,
  subject text,
  payload text not null,
  message_id text not null,
  due_at integer not null,
  useful_until integer not null,
  status text not null check (status in ('waiting', 'sent', 'failed', 'expired')),
  attempts integer not null,
  first_attempt_at integer,
  leased_until integer not null,
  last_error text,
  created_at integer not null,
  sent_at integer,
  check (kind <> 'email' or subject is not null),
  check ((kind = 'webhook') = (webhook_id is not null))
) strict;

-- Few rows are in these, so they are cheap to keep while the rows come in.
drop index outbox_due;
drop index outbox_failed;
drop index deliveries_waiting;
drop index deliveries_of_webhook;
create index outbox_due on new_outbox (kind, due_at) where status = 'waiting';
create index outbox_failed on new_outbox (kind) where status = 'failed';
create index deliveries_waiting on new_outbox (webhook_id, due_at)
where status = 'waiting' and webhook_id is not null;
create index deliveries_of_webhook on new_outbox (webhook_id, id) where webhook_id is not null;

-- Emails had no subject of their own so far: these are the words that version 7 made them of.
create table subject_words (
  language text primary key,
  meeting text not null,
  cancelled text not null,
  declined text not null,
  requested text not null,
  to_decide text not null
) strict, without rowid;

insert into subject_words values
  ('en', '{event}: {attendee} and {host}', 'Cancelled: ', 'Declined: ', 'Requested: ', 'Approve? '),
  ('de', '{event}: {attendee} und {host}', 'Abgesagt: ', 'Abgelehnt: ', 'Angefragt: ', 'Zustimmen? '),
  ('fr', '{event} : {attendee} et {host}', 'Annulé : ', 'Refusé : ', 'Demandé : ', 'À accepter : '),
  ('es', '{event}: {attendee} con {host}', 'Cancelada: ', 'Rechazada: ', 'Solicitada: ', '¿Aprobar? '),
  ('pt', '{event}: {attendee} e {host}', 'Cancelada: ', 'Recusada: ', 'Pedido: ', 'Aprovar? '),
  ('nl', '{event}: {attendee} en {host}', 'Geannuleerd: ', 'Afgewezen: ', 'Aangevraagd: ', 'Goedkeuren? ');

insert into new_outbox
select o.id, iif(o.is_email, 'email', 'webhook'), o.host_id, o.booking_id, o.webhook_id, o.letter, o.recipient,
  iif(o.is_email,
    case
      when o.letter = 'attendee_declined' then w.declined
      when o.letter in ('attendee_cancelled', 'host_cancelled') then w.cancelled
      when o.letter = 'host_requested' or (o.letter = 'host_moved' and o.status_told = 'pending') then w.to_decide
      when o.letter = 'attendee_requested' or (o.letter = 'attendee_moved' and o.status_told = 'pending')
        then w.requested
      else ''
    end || replace(replace(replace(w.meeting,
      '{event}', iif(length(o.event) > 70, rtrim(substr(o.event, 1, 69)) || '…', o.event)),
      '{attendee}', iif(length(o.attendee) > 70, rtrim(substr(o.attendee, 1, 69)) || '…', o.attendee)),
      '{host}', iif(length(o.host) > 70, rtrim(substr(o.host, 1, 69)) || '…', o.host)),
    null),
  iif(o.is_email,
    json_set(
      json_remove(o.facts, '$.bookingId', '$.uid', '$.host', '$.attendee', '$.location', '$.notes', '$.answers'),
      '$.locale', o.locale),
    o.facts),
  o.message_id, o.next_attempt_at, o.useful_until, o.status, o.attempts, o.first_attempt_at, o.leased_until,
  o.last_error, o.created_at, o.sent_at
from (
  -- The limit, which is none, keeps each fact from being looked up again for each use of it.
  select *, webhook_id is null as is_email,
    iif(webhook_id is null, facts ->> '$.eventTitle', null) as event,
    iif(webhook_id is null, facts ->> '$.attendee.name', null) as attendee,
    iif(webhook_id is null, facts ->> '$.host.name', null) as host,
    iif(letter in ('attendee_moved', 'host_moved'), facts ->> '$.status', null) as status_told,
    iif(webhook_id is null,
      coalesce(facts ->> iif(letter like 'host%', '$.host.locale', '$.attendee.locale'), 'en'), 'en') as locale
  from outbox order by id limit -1
) as o
join subject_words as w
  on w.language = iif(substr(o.locale, 1, 2) in ('de', 'fr', 'es', 'pt', 'nl'), substr(o.locale, 1, 2), 'en');

drop table subject_words;
drop table outbox;
alter table new_outbox rename to outbox;
create index outbox_of_host on outbox (host_id, id);
-- A job is enqueued once; the booking stands first so that new rows go to the end of the index.
create unique index outbox_once on outbox (booking_id, message_id);

-- Any kind of actor can be written down.
create table new_audit (
  id integer primary key,
  host_id integer not null references hosts (id),
  at integer not null,
  actor text not null,
  key_prefix text,
  party text,
  action text not null,
  subject_id integer,
  count integer not null check (count > 0),
  changes text not null check (json_valid(changes))
) strict;
insert into new_audit select * from audit order by id;
drop table audit;
alter table new_audit rename to audit;
create index audit_of_host on audit (host_id, id);
create index audit_of_subject on audit (subject_id);

create trigger audit_is_never_changed before update on audit
begin select raise(abort, 'audit_is_append_only'); end;
create trigger audit_is_never_deleted before delete on audit
begin select raise(abort, 'audit_is_append_only'); end;
-- An `insert or replace` deletes without asking the trigger above.
create trigger audit_is_never_replaced before insert on audit
when exists (select 1 from audit where id = new.id)
begin select raise(abort, 'audit_is_append_only'); end;
