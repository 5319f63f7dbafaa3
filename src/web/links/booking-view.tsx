import type { ComponentChildren } from "preact";
import { type BookingStatus, isLive } from "../../domain/booking.ts";
import { isoLocal } from "../../domain/clock.ts";
import type { EpochMs } from "../../domain/interval.ts";
import type { Answer } from "../../domain/records.ts";
import { zoneOf } from "../../domain/zone.ts";
import { answerLabel, answerText } from "../../i18n/answer-text.ts";
import { clockOf, longDate, offsetOf, spanText, zoneText } from "../../i18n/wall-time.ts";
import type { LinkTranslation } from "./link-translation.ts";

/** A booking as a page shows it. `timeZone` is the reader's and must be known to `zoneOf`. */
export type BookingView = {
  /** Whether the reader is the host. */
  readonly forHost: boolean;
  readonly eventTitle: string;
  readonly hostName: string;
  readonly attendeeName: string;
  readonly attendeeEmail: string;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  readonly timeZone: string;
  readonly location: string | null;
  readonly status: BookingStatus;
  /** Whether the server declined it because the host did not decide in time. */
  readonly isExpired: boolean;
  readonly reason: string | null;
  /** Why it was last rescheduled; null for the attendee. */
  readonly rescheduleReason: string | null;
  readonly notes: string | null;
  readonly answers: readonly Answer[];
};

/** Links to offer next; missing ones are not offered. */
export type NextUrls = {
  /** The page for rescheduling instead of cancelling. */
  readonly rescheduleUrl?: string | undefined;
  /** Accepts a `reason` for a decision that has already been made. */
  readonly reasonUrl?: string | undefined;
  /** The page for booking the same event type again. */
  readonly bookUrl?: string | undefined;
};

/** A name within a sentence, isolated so that it cannot reorder the text around it. */
export function Name({ name }: { readonly name: string }) {
  return <bdi>{name}</bdi>;
}

/** The names used in sentences; `other` is the other side. */
export function namesIn({ attendeeName, hostName, forHost }: BookingView) {
  const [attendee, host] = [<Name name={attendeeName} />, <Name name={hostName} />];
  return { attendee, host, other: forHost ? attendee : host };
}

type DetailsProps = {
  readonly translation: LinkTranslation;
  readonly booking: BookingView;
};

/** The facts of a booking. Only the host sees the attendee's address, notes and answers. */
export function BookingDetails({ translation, booking }: DetailsProps) {
  const { forHost } = booking;
  const { details, statuses, expired } = translation.texts;
  const { attendee, host } = namesIn(booking);
  return (
    <dl>
      <Detail label={details.what}>
        <Name name={booking.eventTitle} />
      </Detail>
      {forHost ? (
        <Detail label={details.who}>
          {attendee}
          <br />
          <MailLink address={booking.attendeeEmail} />
        </Detail>
      ) : (
        <Detail label={details.with}>{host}</Detail>
      )}
      <Detail label={details.when}>
        <When translation={translation} booking={booking} />
      </Detail>
      {booking.location !== null && isLive(booking.status) && (
        <Detail label={details.where}>
          <Name name={booking.location} />
        </Detail>
      )}
      <Detail label={details.status}>{booking.isExpired ? expired : statuses[booking.status]}</Detail>
      {forHost && booking.notes !== null && <TypedDetail label={details.notes} typed={booking.notes} />}
      {forHost &&
        booking.answers.map((one) => (
          <TypedDetail
            label={answerLabel(one, translation.language)}
            typed={answerText(one.answer, translation.language)}
          />
        ))}
      {booking.rescheduleReason !== null && (
        <TypedDetail label={details.rescheduleReason} typed={booking.rescheduleReason} />
      )}
      {booking.reason !== null && <TypedDetail label={details.reason} typed={booking.reason} />}
    </dl>
  );
}

type NextProps = { readonly translation: LinkTranslation; readonly next: NextUrls };

/** The attendee's next steps as a list of links; nothing if there are none. */
export function NextLinks({ translation: { texts }, next: { rescheduleUrl, bookUrl } }: NextProps) {
  if (rescheduleUrl === undefined && bookUrl === undefined) return null;
  return (
    <ul class="links">
      {rescheduleUrl !== undefined && <LinkItem url={rescheduleUrl} words={texts.links.moveInstead} />}
      {bookUrl !== undefined && <LinkItem url={bookUrl} words={texts.links.book} />}
    </ul>
  );
}

/** A mailto link. User input cannot add headers, such as a copy, to the email. */
export function MailLink({ address }: { readonly address: string }) {
  const target = encodeURIComponent(address.toWellFormed()).replace("%40", "@");
  return <a href={`mailto:${target}`}>{address}</a>;
}

/** If the clocks change during the meeting, the span itself contains both offsets. */
function When({ translation: { locale }, booking }: Omit<DetailsProps, "forHost">) {
  const { startsAt, endsAt, timeZone, status } = booking;
  const zone = zoneOf(timeZone);
  const [start, end] = [isoLocal(zone, startsAt), isoLocal(zone, endsAt)];
  const offset = start.slice(19) === end.slice(19) && timeZone !== "UTC" ? `, ${offsetOf(start)}` : "";
  const when = (
    <>
      {`${longDate(locale, start)}, `}
      <span class="whole">{spanText(locale, clockOf(locale), start, end)}</span>{" "}
      <span class="whole">{`(${zoneText(timeZone)}${offset})`}</span>
    </>
  );
  return isLive(status) ? when : <s>{when}</s>;
}

function Detail({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <>
      <dt dir="auto">{label}</dt>
      <dd dir="auto">{children}</dd>
    </>
  );
}

function TypedDetail({ label, typed }: { readonly label: string; readonly typed: string }) {
  return (
    <Detail label={label}>
      <span class="typed">{typed}</span>
    </Detail>
  );
}

function LinkItem({ url, words }: { readonly url: string; readonly words: string }) {
  return (
    <li>
      <a href={url}>{words}</a>
    </li>
  );
}
