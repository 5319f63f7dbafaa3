import { fill } from "../../i18n/wording.ts";
import { type Html, html } from "./html.ts";
import { page } from "./layout.ts";
import type { LinkSpeech } from "./link-speech.ts";
import type { Mishap } from "../../i18n/texts/links.ts";

/** For a link that leads to no booking: says what may have happened to it, and how to go on. */
export function missingPage(speech: LinkSpeech): string {
  const { title, lead, steps } = speech.texts.missing;
  return errorPage(speech, title, lead, steps.map(step));
}

/** For what goes wrong before a link is looked at; `id` is the one under which the log has a bug. */
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
