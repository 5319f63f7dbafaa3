import { addressOf } from "../address.ts";
import type { PartProps } from "./part-props.ts";
import { calendarLinks } from "../calendar-links.ts";
import { resultOf } from "../page-words.ts";
import { placeText } from "./event-part.tsx";
import type { Booked, PageState } from "../state.ts";
import { longDate, offsetOf, spanText, zoneText } from "../../../i18n/wall-time.ts";
import { fill } from "../../../i18n/wording.ts";

/** The result of the booking, and what the attendee can do next. */
export function BookedPart({ state }: PartProps) {
  const { booked, texts, host, embed } = state;
  if (!booked) return null;
  const isPending = booked.status === "pending";
  const isLive = (isPending || booked.status === "confirmed") && !booked.is_over;
  const { title, lead } = resultOf(state, booked);
  // The pages behind these links cannot be framed.
  const tab = embed === null ? {} : { target: "_blank", rel: "noopener" };
  return (
    <section class="booked" aria-labelledby="booked">
      <h2 id="booked" tabIndex={-1}>
        {isLive && (
          <span class={isPending ? "mark pending" : "mark"} aria-hidden="true">
            {isPending ? "…" : "✓"}
          </span>
        )}
        {title}
      </h2>
      {lead !== "" && <p>{fill(lead, { host: host.name, email: booked.attendee_email })}</p>}
      <BookedFacts state={state} booked={booked} />
      {isLive && <AddToCalendar state={state} booked={booked} />}
      <ul class="next">
        {isLive && (
          <>
            <li>
              <a href={inLanguage(state, booked.move_url)} {...tab}>
                {texts.move}
              </a>
            </li>
            <li>
              <a href={inLanguage(state, booked.cancel_url)} {...tab}>
                {texts.cancel}
              </a>
            </li>
            {booked.guests_url !== null && (
              <li>
                <a href={inLanguage(state, booked.guests_url)} {...tab}>
                  {texts.changeGuests}
                </a>
              </li>
            )}
          </>
        )}
        {state.isOffered && (
          <li>
            <a href={addressOf({ ...state, rescheduling: null, carried: {} }, {})}>{texts.bookAnother}</a>
          </li>
        )}
      </ul>
    </section>
  );
}

function inLanguage({ asked: { lang } }: PageState, url: string): string {
  return lang === undefined ? url : `${url}?${new URLSearchParams({ lang })}`;
}

type BookedProps = { readonly state: PageState; readonly booked: Booked };

function BookedFacts({ state, booked }: BookedProps) {
  const { texts, locale, clock, host, event } = state;
  return (
    <dl>
      <dt>{texts.what}</dt>
      <dd dir="auto">{booked.event_type}</dd>
      <dt>{texts.who}</dt>
      <dd dir="auto">{host.name}</dd>
      <dt>{texts.when}</dt>
      <dd>
        {longDate(locale, booked.start_local)}
        <br />
        {spanText(locale, clock, booked.start_local, booked.end_local)}
        <br />
        <span class="quiet">
          {zoneText(booked.attendee_timezone)} ({offsetOf(booked.start_local)})
        </span>
      </dd>
      <dt>{texts.where}</dt>
      <dd dir="auto">
        <Place text={booked.location ?? placeText(texts, event.location_type)} />
      </dd>
    </dl>
  );
}

function Place({ text }: { readonly text: string }) {
  const isAddress = /^https:\/\/\S+$/i.test(text) && URL.canParse(text);
  return isAddress ? (
    <a href={text} rel="noopener noreferrer" target="_blank">
      {text}
    </a>
  ) : (
    <>{text}</>
  );
}

function AddToCalendar({ state, booked }: BookedProps) {
  const { texts, host } = state;
  const names = { event: booked.event_type, host: host.name };
  const title = fill(texts.meetingTitle, names);
  const isPending = booked.status === "pending";
  const links = calendarLinks({
    title: isPending ? `${title} (${texts.addPending})` : title,
    start: booked.start_time,
    end: booked.end_time,
    location: booked.location,
  });
  return (
    <section class="calendars" aria-labelledby="calendars">
      <h3 id="calendars">{texts.addToCalendar}</h3>
      <ul class="links">
        {links.map(({ name, href }) => (
          <li key={name}>
            <a href={href} rel="noopener noreferrer" target="_blank">
              {name}
            </a>
          </li>
        ))}
        <li>
          <a href={booked.ics_url} download="booking.ics">
            {texts.icsFile}
          </a>
        </li>
      </ul>
    </section>
  );
}
