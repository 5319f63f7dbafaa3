import type { Db, Trx } from "../../db/database.ts";
import { getBookable } from "../../db/queries/bookings/bookable.ts";
import type { EmailFacts, NotedLetter } from "../../domain/email.ts";
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "../../domain/interval.ts";
import type { EventType, Host } from "../../domain/records.ts";
import { fill } from "../../i18n/wording.ts";
import type { OtherEmail } from "../email-job.ts";
import type { EnqueueContext } from "../enqueue.ts";
import { type RenderedContent, renderContent, type RenderedEmail } from "./content.ts";
import type { Links } from "./links.ts";
import { enqueueOther } from "./standalone.ts";
import { subjectOf } from "./subjects.ts";
import { translationFor } from "./translation.ts";

/** A letter with these words of the host, about a meeting that does not exist. */
export type TestLetter = { readonly letter: NotedLetter; readonly note: string | null };

type StoredTest = TestLetter & {
  readonly eventTypeId: number;
  readonly happenedAt: EpochMs;
  readonly locale: string;
};

const kindOf = { confirmation: "attendee_booked", reminder: "attendee_reminder" } as const;

/** Shows a host what attendees of an event type would get, in the host's language. */
export function sampleLetter(
  host: Host,
  eventType: EventType,
  { letter, note }: TestLetter,
  publicUrl: string,
  now: EpochMs,
): RenderedContent {
  const facts = { ...sampleFacts(host, eventType, now), hostNote: note };
  return renderContent(kindOf[letter], facts, sampleLinks(host, eventType, publicUrl));
}

/** Enqueues such a letter to its host, marked as a test. */
export async function enqueueTestLetter(
  trx: Trx,
  context: EnqueueContext,
  host: Host,
  eventType: EventType,
  { letter, note }: TestLetter,
): Promise<void> {
  const now = context.now();
  const { locale } = host;
  const payload: StoredTest = { letter, note, eventTypeId: eventType.id, happenedAt: now, locale };
  const subject = subjectOf(kindOf[letter], sampleFacts(host, eventType, now));
  await enqueueOther(trx, context, {
    hostId: host.id,
    letter: "host_test_letter",
    recipient: host.email,
    subject: fill(translationFor(locale).texts.testSubject, { subject }),
    payload,
    idPrefix: `test-${eventType.id}`,
    usefulUntil: now + DAY_MS,
  });
}

export async function renderTestLetter(
  db: Db,
  publicUrl: string,
  { payload, subject, recipient }: OtherEmail,
): Promise<RenderedEmail> {
  const { eventTypeId, happenedAt, locale, ...letter }: StoredTest = JSON.parse(payload);
  const { host, eventType } = await getBookable(db, eventTypeId);
  const written = sampleLetter({ ...host, locale }, eventType, letter, publicUrl, happenedAt);
  return { ...written, subject, to: { name: "", address: recipient }, date: happenedAt };
}

/** A meeting two days later, on the hour. */
function sampleFacts(host: Host, eventType: EventType, now: EpochMs): EmailFacts {
  const startsAt = Math.ceil((now + 2 * DAY_MS) / HOUR_MS) * HOUR_MS;
  const uid = "00000000-0000-4000-8000-000000000000";
  return {
    sequence: 0,
    status: "confirmed",
    startsAt,
    endsAt: startsAt + eventType.duration_minutes * MINUTE_MS,
    movedFrom: null,
    happenedAt: now,
    eventTitle: eventType.title,
    eventSlug: eventType.slug,
    actor: "attendee",
    reason: null,
    invitation: null,
    bookingId: 0,
    uid,
    organizerEmail: host.email,
    location: eventType.location?.replaceAll("{booking_uid}", uid) ?? null,
    locationType: eventType.location_type,
    isOffered: true,
    host: {
      name: host.name,
      email: host.email,
      slug: host.slug,
      timeZone: host.time_zone,
      locale: host.locale,
    },
    attendee: {
      name: "Jason Johnson",
      email: "jason@example.com",
      timeZone: host.time_zone,
      locale: host.locale,
    },
    notes: null,
    answers: [],
    guests: [],
    takesGuests: eventType.max_guests > 0,
    guest: null,
    hostNote: null,
    isAddressProved: true,
  };
}

/** All lead to the booking page, because there is no booking. */
function sampleLinks(host: Host, eventType: EventType, publicUrl: string): Links {
  const page = `${publicUrl}/book/${host.slug}/${eventType.slug}`;
  return {
    confirm: page,
    decline: page,
    cancel: page,
    hostCancel: page,
    hostReschedule: page,
    reschedule: page,
    guests: page,
    view: page,
    bookAgain: page,
  };
}
