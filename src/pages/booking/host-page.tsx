import type { Embed, PublicEvent } from "./state.ts";
import type { Speech } from "./languages.ts";
import { FrameCloseButton } from "./close-button.tsx";
import { fill, lengthOf } from "../../language/wording.ts";
import { Initial, placeText } from "./event-part.tsx";

export type HostView = {
  readonly embed: Embed;
  readonly speech: Speech;
  readonly base: string;
  /** The query to carry along, with its `?`; empty for none. */
  readonly query: string;
  readonly host: { readonly username: string; readonly name: string };
  readonly events: readonly PublicEvent[];
};

/** A host with everything of theirs that can be booked. */
export function HostPage({ speech, base, query, host, events, embed }: HostView) {
  const { texts, locale } = speech;
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
            <a
              href={`${base}/book/${encodeURIComponent(host.username)}/${encodeURIComponent(event.slug)}${query}`}
            >
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
    </main>
  );
}
