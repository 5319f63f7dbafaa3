-- Language tags such as `de` or `en-GB`: who is written to in which language, and how dates and times look there.

alter table hosts add column locale text not null default 'en';
alter table bookings add column attendee_locale text not null default 'en';
