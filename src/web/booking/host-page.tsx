import type { AwayNote, Embed, PageHost, PublicEvent } from "./state.ts";
import type { Texts } from "../../i18n/texts/booking.ts";
import type { PageTranslation } from "./languages.ts";
import { clockOf } from "../../i18n/wall-time.ts";
import { AwayNotes } from "./parts/away-part.tsx";
import { FrameCloseButton } from "./parts/close-button.tsx";
import { fill, lengthsOf } from "../../i18n/wording.ts";
import { markdownText } from "../markdown.ts";
import { Languages } from "./parts/language-part.tsx";
import { Picture, placeText } from "./parts/event-part.tsx";

export type HostView = {
  readonly embed: Embed;
  readonly translation: PageTranslation;
  readonly base: string;
  /** The query to keep, including `?`; empty for none. */
  readonly query: string;
  readonly host: PageHost;
  readonly bioHtml: string | null;
  readonly website: string | null;
  /** Time off that has begun, shown in the host's zone. */
  readonly away: readonly AwayNote[];
  readonly timeZone: string;
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
export function HostPage(view: HostView) {
  const { translation, base, query, host, bioHtml, website, away, timeZone, events, pages, embed } = view;
  const { texts, locale } = translation;
  const url = `${base}/book/${encodeURIComponent(host.username)}`;
  return (
    <main class="card host-page">
      <FrameCloseButton words={texts.close} embed={embed} />
      <header class="event">
        <p class="host">
          <Picture host={host} />
        </p>
        <h1 dir="auto">{host.name}</h1>
        {bioHtml !== null && (
          <div class="description" dir="auto" dangerouslySetInnerHTML={{ __html: bioHtml }} />
        )}
        {website !== null && (
          <p>
            <a href={website} rel="noopener noreferrer me" target="_blank">
              {addressText(website)}
            </a>
          </p>
        )}
        <AwayNotes notes={away} shown={{ texts, locale, timeZone, host, clock: clockOf(locale) }} />
        <p class="quiet">{events.length > 0 ? texts.hostIntro : texts.nothingOffered}</p>
      </header>
      <ul class="events">
        {events.map((event) => (
          <li key={event.slug}>
            <a href={`${url}/${encodeURIComponent(event.slug)}${query}`}>
              <strong dir="auto">{event.title}</strong>
              <span class="quiet">
                {lengthsOf(locale, texts, event.durations_minutes)} · {placeText(texts, event.location_type)}
              </span>
              {event.description && <span dir="auto">{markdownText(event.description)}</span>}
              {event.requires_confirmation && (
                <span class="quiet">{fill(texts.needsApproval, { host: host.name })}</span>
              )}
            </a>
          </li>
        ))}
      </ul>
      {embed === null && (
        <Languages current={translation.language} linkTo={(lang) => `${url}${withLanguage(query, lang)}`} />
      )}
      <Pages
        {...pages}
        linkTo={(page) => `${url}${query === "" ? "?" : `${query}&`}page=${page}`}
        words={texts}
      />
    </main>
  );
}

/** `https://www.example.com/` is shown as `www.example.com`. */
function addressText(url: string): string {
  return url.replace(/^https?:\/\//, "").replace(/\/$/, "");
}

function withLanguage(query: string, lang: string): string {
  const named = new URLSearchParams(query);
  named.set("lang", lang);
  return `?${named.toString()}`;
}
