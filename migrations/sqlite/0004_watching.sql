-- Mails that were given up are few among all that were sent; whoever watches the server counts them often.
create index outbox_failed on outbox (id) where status = 'failed';
