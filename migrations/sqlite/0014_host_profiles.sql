-- What a host's public pages show besides the name. Without a row, nothing.
create table host_profiles (
  host_id integer primary key references hosts (id) on delete cascade,
  bio text,
  website text,
  accent_color text,
  show_embed_button integer not null check (show_embed_button in (0, 1)),
  -- The picture is last, so that reading the other columns does not read it.
  avatar_hash text,
  avatar blob
) strict;

create index host_profiles_by_avatar on host_profiles (avatar_hash) where avatar_hash is not null;

-- The host of `serve --demo`, who does not count as the server's first host.
alter table hosts add column is_demo integer not null default 0 check (is_demo in (0, 1));

-- The demo host is removed with everything, whose audit log nobody needs.
drop trigger audit_is_never_deleted;
create trigger audit_is_never_deleted before delete on audit
when not exists (select 1 from hosts where id = old.host_id and is_demo = 1)
begin select raise(abort, 'audit_is_append_only'); end;
