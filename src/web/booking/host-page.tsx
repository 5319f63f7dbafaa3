import type { Embed, PublicEvent } from "./state.ts";
import type { Texts } from "../../i18n/texts/booking.ts";
import type { PageTranslation } from "./languages.ts";
import { FrameCloseButton } from "./parts/close-button.tsx";
import { fill, lengthOf } from "../../i18n/wording.ts";
import { Initial, placeText } from "./parts/event-part.tsx";

export type HostView = {
  readonly embed: Embed;
  readonly translation: PageTranslation;
  readonly base: string;
  /** The query to keep, including `?`; empty for none. */
  readonly query: string;
  readonly host: { readonly username: string; readonly name: string };
  readonly events: readonly PublicEvent[];
  /** The current and the last page, counting from 1. */
  readonly pages: { readonly shown: number; readonly last: number };
};

type PagesProps = HostView["pages"] & {
  readonly linkTo: (page: number) => string;
  readonly words: Texts;
};

/** Links to the previous and the next page; nothing if there is only one. */
function Pages({ shown, last, linkTo, words }: PagesProps) {
  if (last <= 1 && shown === 1) return null;
  return (
    <nav class="pages">
      {shown > 1 && (
        <a rel="prev" href={linkTo(Math.max(1, Math.min(shown - 1, last)))}>
          {words.previousPage}
        </a>
      )}
      {shown < last && (
        <a rel="next" href={linkTo(shown + 1)}>
          {words.nextPage}
        </a>
      )}
    </nav>
  );
}

/** A host with all visible event types. */
export function HostPage({ translation, base, query, host, events, pages, embed }: HostView) {
  const { texts, locale } = translation;
  const url = `${base}/book/${encodeURIComponent(host.username)}`;
  return (
    <main class="card host-page">
      <FrameCloseButton words={texts.close} embed={embed} />
      <header class="event">
        <p class="host">
          <Initial name={host.name} />
        </p>
        <h1 dir="auto">{host.name}</h1>
        <p class="quiet">{events.length > 0 ? texts.hostIntro : texts.nothingOffered}</p>
      </header>
      <ul class="events">
        {events.map((event) => (
          <li key={event.slug}>
            <a href={`${url}/${encodeURIComponent(event.slug)}${query}`}>
              <strong dir="auto">{event.title}</strong>
              <span class="quiet">
                {lengthOf(locale, texts, event.duration_minutes)} · {placeText(texts, event.location_type)}
              </span>
              {event.description && <span dir="auto">{event.description}</span>}
              {event.requires_confirmation && (
                <span class="quiet">{fill(texts.needsApproval, { host: host.name })}</span>
              )}
            </a>
          </li>
        ))}
      </ul>
      <Pages
        {...pages}
        linkTo={(page) => `${url}${query === "" ? "?" : `${query}&`}page=${page}`}
        words={texts}
      />
    </main>
  );
}
