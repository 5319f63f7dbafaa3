-- Where old links lead after a slug was changed, until another host or event type has that slug.
create table former_host_slugs (
  slug text primary key,
  host_id integer not null references hosts (id) on delete cascade
) strict, without rowid;

create table former_event_slugs (
  host_id integer not null references hosts (id) on delete cascade,
  slug text not null,
  event_type_id integer not null references event_types (id) on delete cascade,
  primary key (host_id, slug)
) strict, without rowid;

create trigger hosts_update_keeps_slug after update of slug on hosts when old.slug <> new.slug
begin insert or replace into former_host_slugs (slug, host_id) values (old.slug, old.id); end;
create trigger event_types_update_keeps_slug after update of slug on event_types when old.slug <> new.slug
begin
  insert or replace into former_event_slugs (host_id, slug, event_type_id) values (old.host_id, old.slug, old.id);
end;

-- JSON's null instead of NULL: json_valid(NULL) is 0 before SQLite 3.45, so an intact file would look corrupt to them.
update webhooks set events = 'null' where events is null;

-- After a rotation, the previous secret signs too until then.
alter table webhooks add column previous_secret text;
alter table webhooks add column previous_until integer;

-- What the host wrote when confirming; it is emailed to the attendee.
alter table bookings add column confirmation_reason text;
