import { Type } from "@sinclair/typebox";
import { letters } from "../../../domain/letter.ts";
import { outboxStatuses } from "../../../usecases/outbox.ts";
import { oneOf, strictObject } from "../../fields.ts";
import { count, hours, id, instant, listOf, named, orNull, text } from "./parts.ts";

const mail = {
  id: id(),
  kind: Type.Literal("mail"),
  letter: oneOf(letters, { description: "Which letter it is, by its reader and what happened." }),
  booking_id: id(),
  recipient: text(),
  subject: text(),
  status: oneOf(outboxStatuses),
  attempts: count(),
  last_error: orNull(text()),
  message_id: text("The mail's Message-ID, the same at every try."),
  created_at: instant(),
  next_attempt_at: orNull(instant(), "Null once it is sent or given up."),
  sent_at: orNull(instant()),
};

const invitation = strictObject(
  { method: oneOf(["REQUEST", "CANCEL"]), ics: text("The iCalendar file.") },
  { description: "What calendars read." },
);

const apiKey = {
  id: id(),
  name: text(),
  prefix: text("How the key begins."),
  created_at: instant(),
  last_used_at: orNull(instant(), "Known to the hour."),
};

/** What answers about a host's hours, account and outbox are made of. */
export const hostSchemas = {
  Schedule: strictObject(
    {
      id: id(),
      name: text(),
      timezone: text("Whose clocks the hours are read on."),
      weekly: Type.Array(
        strictObject({
          day: Type.Integer({ minimum: 0, maximum: 6, description: "0 is Sunday." }),
          ...hours,
        }),
      ),
      overrides: Type.Array(
        strictObject({ date: Type.String({ format: "date" }), intervals: Type.Array(strictObject(hours)) }),
        { description: "Dates that replace their whole day; no intervals means closed." },
      ),
      is_default: Type.Boolean(),
    },
    { description: "Weekly hours in the host's time zone, with date overrides." },
  ),
  ScheduleList: listOf("schedules", "Schedule", "One page of schedules."),
  TimeOff: strictObject(
    { id: id(), starts_at: instant(), ends_at: instant(), reason: orNull(text()) },
    { description: "A stretch of time in which a host can't be booked." },
  ),
  TimeOffList: listOf("time_off", "TimeOff", "One page of times off."),
  Host: strictObject(
    {
      id: id(),
      name: text(),
      email: text(),
      slug: text("Their `username` in paths."),
      timezone: text("An IANA time zone."),
      language: text("The language of the mails to them, as a language tag such as `de` or `en-GB`."),
    },
    { description: "Somebody whose time is booked." },
  ),
  ApiKey: strictObject(apiKey, { description: "An API key, without the key." }),
  ApiKeyList: listOf("api_keys", "ApiKey", "One page of API keys."),
  NewApiKey: strictObject(
    { ...apiKey, key: text("The key itself, shown this once.") },
    { description: "A new API key." },
  ),
  OutboxMail: strictObject(mail, { description: "A mail that is owed, sent or given up." }),
  OutboxList: strictObject(
    {
      outbox: Type.Array(Type.Union([named("OutboxMail"), named("Delivery")])),
      total: count(),
      page: id(),
      limit: id(),
    },
    { description: "One page of mails and deliveries, newest first; `kind` says which." },
  ),
  WholeOutboxMail: strictObject(
    { ...mail, reply_to: text(), text: text(), html: text(), invitation: orNull(invitation) },
    { description: "A mail with all that it says." },
  ),
};
