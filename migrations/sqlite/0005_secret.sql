-- Which secret the links in mails were made with, as an HMAC that tells nothing of it: another one is noticed.
alter table settings add column secret_fingerprint text;
