-- Who is logged in: the hash of what their cookie says, until when it counts.
create table sessions (
  hash text primary key,
  host_id integer not null references hosts (id) on delete cascade,
  created_at integer not null,
  expires_at integer not null
) strict, without rowid;

create index sessions_of_host on sessions (host_id);
create index sessions_by_end on sessions (expires_at);
