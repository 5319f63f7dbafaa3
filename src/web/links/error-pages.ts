import { fill } from "../../i18n/wording.ts";
import { type Html, html } from "./html.ts";
import { page } from "./layout.ts";
import type { LinkSpeech } from "./link-speech.ts";
import type { Mishap } from "../../i18n/texts/links.ts";

/** The page for a link without a booking: what may have happened, and what to do. */
export function missingPage(speech: LinkSpeech): string {
  const { title, lead, steps } = speech.texts.missing;
  return errorPage(speech, title, lead, steps.map(step));
}

/** The page for an error before the link was processed; `id` identifies a bug in the log. */
export function sorryPage(speech: LinkSpeech, mishap: Mishap, id: string): string {
  const { title, mishaps, steps } = speech.texts.sorry;
  return errorPage(speech, title, fill(mishaps[mishap], { id }), steps.map(step));
}

function step(words: string): Html {
  return html`<li>${words}</li>`;
}

function errorPage(speech: LinkSpeech, title: string, lead: string, steps: readonly Html[]): string {
  return page(speech, {
    title,
    body: html`<h1>${title}</h1>
      <p role="alert">${lead}</p>
      <section aria-labelledby="next">
        <h2 id="next">${speech.texts.next}</h2>
        <ul>
          ${steps}
        </ul>
      </section>`,
  });
}
