import type { LinkAction } from "../../i18n/texts/links.ts";
import { BookingDetails, type BookingView, namesIn, NextLinks, type NextUrls } from "./booking-view.tsx";
import { filled } from "./filled.ts";
import { page } from "./layout.tsx";
import type { LinkTranslation } from "./link-translation.ts";
import { ReasonField } from "./reason-field.tsx";
import { WriteToOther } from "./write-to-other.tsx";

/** The result of a link: it acted now or before; for a decline, it added a reason, or found that one had been given. */
export type LinkResult = "done" | "already" | "explained" | "explainedBefore";

type ResultProps = {
  readonly action: LinkAction;
  readonly outcome: LinkResult;
  readonly booking: BookingView;
  readonly next?: NextUrls | undefined;
};

/** The page after a link acted, now or before, with the next steps. */
export function outcomePage(translation: LinkTranslation, shown: ResultProps): string {
  const { action, booking, next = {} } = shown;
  const { title, lead } = wordsFor(translation, shown);
  const about = { translation, booking };
  const body = (
    <>
      <p role="status">{filled(lead, namesIn(booking))}</p>
      <BookingDetails {...about} />
      {action === "decline" && booking.reason === null && (
        <LateReason {...about} reasonUrl={next.reasonUrl} />
      )}
      <section aria-labelledby="next">
        <h2 id="next">{translation.texts.next}</h2>
        <NextLinks translation={translation} next={next} />
        <WriteToOther {...about} />
      </section>
    </>
  );
  return page(translation, { title, body });
}

function wordsFor({ texts }: LinkTranslation, { action, outcome }: ResultProps) {
  if (outcome === "explained" || outcome === "explainedBefore") return texts[outcome];
  if (outcome === "already") return { title: texts.already[action], lead: texts.unchanged };
  return texts.done[action];
}

type LateReasonProps = {
  readonly translation: LinkTranslation;
  readonly booking: BookingView;
  readonly reasonUrl: string | undefined;
};

/** Asks for a reason after a link declined at once. */
function LateReason({ translation, booking, reasonUrl }: LateReasonProps) {
  if (reasonUrl === undefined) return null;
  const { label, hint, button } = translation.texts.explain;
  return (
    <form method="post" action={reasonUrl}>
      <ReasonField label={label} hint={filled(hint, namesIn(booking))} isRequired />
      <button type="submit">{button}</button>
    </form>
  );
}
