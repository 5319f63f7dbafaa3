import type { PartProps } from "./part-props.ts";
import { addressOf } from "../address.ts";
import { onClick } from "../actions.ts";
import { CurrentTime } from "./rescheduling-part.tsx";
import { isTimeGone, type PageHost, type PageState, stepOf } from "../state.ts";
import type { Texts } from "../../../i18n/texts/booking.ts";
import { TimeText } from "./time-text.tsx";
import { fill, lengthOf } from "../../../i18n/wording.ts";

/** The host, the event type, and the time once it is selected. */
export function EventPart({ state, act }: PartProps) {
  const { host, event, texts, locale, booked, slot, rescheduling, descriptionHtml } = state;
  return (
    <header class="event">
      {stepOf(state) === "details" && (
        <a class="back" href={addressOf(state, backView(state))} {...onClick(act, (act) => act.goBack())}>
          <span aria-hidden="true" class="arrow">
            ←
          </span>{" "}
          {texts.back}
        </a>
      )}
      <p class="host">
        <Picture host={host} />
        <bdi>{host.name}</bdi>
      </p>
      <h1 dir="auto">{event.title}</h1>
      {rescheduling && !slot && !booked && <CurrentTime state={state} rescheduling={rescheduling} />}
      {slot && !rescheduling && !booked && <ChosenTime state={state} />}
      <ul class="facts">
        <li class="length">{lengthOf(locale, texts, event.duration_minutes)}</li>
        <li class={`place ${event.location_type}`}>
          {placeText(texts, event.location_type)}
          {event.location !== null && !booked && (
            <>
              {": "}
              <bdi>{event.location}</bdi>
            </>
          )}
        </li>
        {event.requires_confirmation && !booked && (
          <li class="approval">{fill(texts.needsApproval, { host: host.name })}</li>
        )}
      </ul>
      {descriptionHtml !== null && (
        <div class="description" dir="auto" dangerouslySetInnerHTML={{ __html: descriptionHtml }} />
      )}
    </header>
  );
}

/** The host's picture, or the first letter of their name. The name stands beside it. */
export function Picture({ host: { name, avatar } }: { readonly host: Pick<PageHost, "name" | "avatar"> }) {
  if (avatar !== null) return <img class="initial" src={avatar} alt="" width={36} height={36} />;
  return (
    <span class="initial" aria-hidden="true">
      {String.fromCodePoint(name.codePointAt(0) ?? 0x2022)}
    </span>
  );
}

function ChosenTime({ state }: { readonly state: PageState }) {
  const { slot } = state;
  if (!slot) return null;
  return (
    <p class="chosen">
      <TimeText state={state} slot={slot} isLeft={isTimeGone(state)} />
    </p>
  );
}

function backView({ month, date }: PageState) {
  return date === null ? { month } : { date };
}

/** The location, as far as it is public before booking. */
export function placeText(texts: Texts, type: PageState["event"]["location_type"]): string {
  const places = {
    video: texts.video,
    phone: texts.phone,
    in_person: texts.inPerson,
    other: texts.otherPlace,
  };
  return places[type];
}
