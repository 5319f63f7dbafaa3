import { isoLocal } from "../../domain/clock.ts";
import type { EmailFacts } from "../../domain/email.ts";
import { MINUTE_MS } from "../../domain/interval.ts";
import { filledNote, type NoteVariable } from "../../domain/text/note-variables.ts";
import { zoneOf } from "../../domain/zone.ts";
import { catalogues } from "../../i18n/texts/index.ts";
import { clockOf, longDate, timeText, zoneText } from "../../i18n/wall-time.ts";
import { fill, lengthOf } from "../../i18n/wording.ts";
import { type EmailDetail, placeText } from "./details.ts";
import type { EmailTranslation } from "./translation.ts";

/** The host's own words to the attendee, with the variables filled in; nothing without any. Expects sanitized facts. */
export function hostNoteDetails(facts: EmailFacts, translation: EmailTranslation): EmailDetail[] {
  if (facts.hostNote === null) return [];
  const lines = filledNote(facts.hostNote, valuesOf(facts, translation)).split("\n");
  return [{ label: fill(translation.texts.hostNote, { name: facts.host.name }), lines }];
}

function valuesOf(facts: EmailFacts, translation: EmailTranslation): Record<NoteVariable, string> {
  const { attendee, host, startsAt, endsAt } = facts;
  const { locale, language, texts } = translation;
  const zone = zoneOf(attendee.timeZone);
  const [start, end] = [isoLocal(zone, startsAt), isoLocal(zone, endsAt)];
  const clock = clockOf(locale);
  return {
    // Anybody can type a name next to somebody else's address.
    attendee_name: facts.isAddressProved ? attendee.name : attendee.email,
    attendee_email: attendee.email,
    host_name: host.name,
    host_email: host.email,
    event_title: facts.eventTitle,
    date: longDate(locale, start),
    start_time: timeText(locale, clock, start),
    end_time: timeText(locale, clock, end),
    timezone: zoneText(attendee.timeZone),
    duration: lengthOf(locale, catalogues[language].booking, (endsAt - startsAt) / MINUTE_MS),
    location: placeText(facts, texts.places),
    booking_uid: facts.uid,
  };
}
