-- Sessions with a maximum lifetime that hosts can list, and delays after wrong passwords.

create table sessions_of_now (
  id integer primary key,
  hash text not null unique,
  host_id integer not null references hosts (id) on delete cascade,
  user_agent text,
  created_at integer not null,
  last_used_at integer not null,
  expires_at integer not null
) strict;

-- Sessions end 30 days after their last use, and 90 days after sign-in.
insert into sessions_of_now (hash, host_id, created_at, last_used_at, expires_at)
select hash, host_id, created_at, max(created_at, expires_at - 2592000000), min(expires_at, created_at + 7776000000)
from sessions
order by created_at;

drop table sessions;
alter table sessions_of_now rename to sessions;
create index sessions_of_host on sessions (host_id);
create index sessions_by_end on sessions (expires_at);

-- Wrong passwords for an account, from one client or from all of them. `subject` is a keyed hash.
create table sign_in_failures (
  subject text primary key,
  level real not null,
  failed_at integer not null,
  locked_until integer not null
) strict, without rowid;
create index sign_in_failures_by_time on sign_in_failures (failed_at);
