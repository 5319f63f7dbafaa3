-- When a booking lost what it said of its attendee; its time stays.
alter table bookings add column erased_at integer;

-- Who changed what. It says nothing of attendees, so that nothing of it ever has to go.
create table audit (
  id integer primary key,
  host_id integer not null references hosts (id),
  at integer not null,
  actor text not null check (actor in ('key', 'session', 'link', 'operator', 'system')),
  key_prefix text,
  party text check (party in ('host', 'attendee')),
  action text not null,
  subject_id integer,
  count integer not null check (count > 0),
  changes text not null check (json_valid(changes))
) strict;

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
