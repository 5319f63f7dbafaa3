-- Where a host's programs want to hear of bookings. The secret is sealed with schedkit.secret; without events it hears
-- of all of them.
create table webhooks (
  id integer primary key,
  host_id integer not null references hosts (id),
  url text not null,
  description text,
  events text check (json_valid(events)),
  active integer not null check (active in (0, 1)),
  secret text not null,
  created_at integer not null,
  updated_at integer not null,
  deleted_at integer
) strict;

create index webhooks_of_host on webhooks (host_id) where deleted_at is null;

-- Whether a host has any is kept with what can be booked of them.
create trigger webhooks_insert_is_a_new_setting after insert on webhooks
begin update settings set version = hex(randomblob(8)); end;
create trigger webhooks_update_is_a_new_setting after update on webhooks
begin update settings set version = hex(randomblob(8)); end;
create trigger webhooks_delete_is_a_new_setting after delete on webhooks
begin update settings set version = hex(randomblob(8)); end;

-- A row of the outbox with a webhook is a delivery: `letter` is its event, `recipient` the address, `facts` the body as
-- it is sent. All others are mails.
alter table outbox add column webhook_id integer references webhooks (id);

drop index outbox_due;
create index outbox_due on outbox (webhook_id, next_attempt_at) where status = 'waiting' and webhook_id is null;
drop index outbox_failed;
create index outbox_failed on outbox (webhook_id) where status = 'failed';
create index deliveries_due on outbox (next_attempt_at) where status = 'waiting' and webhook_id is not null;
create index deliveries_waiting on outbox (webhook_id, next_attempt_at) where status = 'waiting' and webhook_id is not null;
create index deliveries_of_webhook on outbox (webhook_id, id) where webhook_id is not null;

-- Each time that a delivery was sent, and what came back.
create table delivery_tries (
  id integer primary key,
  outbox_id integer not null references outbox (id) on delete cascade,
  at integer not null,
  took_ms integer not null,
  http_status integer,
  error text,
  answer text
) strict;

create index tries_of_delivery on delivery_tries (outbox_id, id);
