import type { PageError } from "../../i18n/texts/links.ts";
import { fill } from "../../i18n/wording.ts";
import { page } from "./layout.tsx";
import type { LinkTranslation } from "./link-translation.ts";

/** The page for a link without a booking: what may have happened, and what to do. */
export function missingPage(translation: LinkTranslation): string {
  return errorPage(translation, translation.texts.missing);
}

/** The page for an error before the link was processed; `id` identifies a bug in the log. */
export function failurePage(translation: LinkTranslation, pageError: PageError, id: string): string {
  const { title, pageErrors, steps } = translation.texts.sorry;
  return errorPage(translation, { title, lead: fill(pageErrors[pageError], { id }), steps });
}

function errorPage(
  translation: LinkTranslation,
  {
    title,
    lead,
    steps,
  }: { readonly title: string; readonly lead: string; readonly steps: readonly string[] },
): string {
  const body = (
    <>
      <p role="alert">{lead}</p>
      <section aria-labelledby="next">
        <h2 id="next">{translation.texts.next}</h2>
        <ul>
          {steps.map((step) => (
            <li>{step}</li>
          ))}
        </ul>
      </section>
    </>
  );
  return page(translation, { title, body });
}
