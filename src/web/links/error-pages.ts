import { fill } from "../../i18n/wording.ts";
import { type Html, html } from "./html.ts";
import { page } from "./layout.ts";
import type { LinkTranslation } from "./link-translation.ts";
import type { PageError } from "../../i18n/texts/links.ts";

/** The page for a link without a booking: what may have happened, and what to do. */
export function missingPage(translation: LinkTranslation): string {
  const { title, lead, steps } = translation.texts.missing;
  return errorPage(translation, title, lead, steps.map(step));
}

/** The page for an error before the link was processed; `id` identifies a bug in the log. */
export function failurePage(translation: LinkTranslation, pageError: PageError, id: string): string {
  const { title, pageErrors, steps } = translation.texts.sorry;
  return errorPage(translation, title, fill(pageErrors[pageError], { id }), steps.map(step));
}

function step(words: string): Html {
  return html`<li>${words}</li>`;
}

function errorPage(
  translation: LinkTranslation,
  title: string,
  lead: string,
  steps: readonly Html[],
): string {
  return page(translation, {
    title,
    body: html`<h1>${title}</h1>
      <p role="alert">${lead}</p>
      <section aria-labelledby="next">
        <h2 id="next">${translation.texts.next}</h2>
        <ul>
          ${steps}
        </ul>
      </section>`,
  });
}
