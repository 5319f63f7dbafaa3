import { isLive, type BookingAction } from "../../domain/booking.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { BookingDetails, type BookingView, NextLinks, type NextUrls } from "./booking-view.tsx";
import { page } from "./layout.tsx";
import type { LinkTranslation } from "./link-translation.ts";
import type { LinkRefusal } from "../../i18n/texts/links.ts";
import { WriteToOther } from "./write-to-other.tsx";

/** The page for a link that no longer applies to its booking: why, and what can still be done. */
export function refusedPage(
  translation: LinkTranslation,
  shown: {
    readonly action: BookingAction;
    readonly booking: BookingView;
    readonly refusal: Refusal | "not_offered";
    readonly next?: NextUrls | undefined;
  },
): string {
  const { action, booking, refusal, next = {} } = shown;
  const { texts } = translation;
  const { forHost } = booking;
  const title = texts.refused[titleFor(action, booking, refusal)];
  const about = { translation, booking };
  const body = (
    <>
      <p role="alert">{texts.refusals[toldOf(translation, refusal)]}</p>
      <p>{texts.nothingDone}</p>
      <BookingDetails {...about} />
      <section aria-labelledby="next">
        <h2 id="next">{texts.next}</h2>
        {forHost && !isLive(booking.status) && <p>{texts.attendeeMayBook}</p>}
        <NextLinks translation={translation} next={next} />
        <WriteToOther {...about} />
      </section>
    </>
  );
  return page(translation, { title, body });
}

function toldOf({ texts }: LinkTranslation, refusal: Refusal | "not_offered"): LinkRefusal {
  const isTold = typeof refusal === "string" && Object.hasOwn(texts.refusals, refusal);
  return isTold ? (refusal as LinkRefusal) : "other";
}

/** A live booking only refuses an otherwise allowed transition once the meeting has begun or is over. */
function titleFor(
  action: BookingAction,
  { status }: BookingView,
  refusal: Refusal | "not_offered",
): keyof LinkTranslation["texts"]["refused"] {
  if (refusal === "already_begun") return "begun";
  if (refusal === "not_offered") return "notOffered";
  if (refusal === "too_many_moves") return "movedTooOften";
  if (status === "cancelled" || status === "declined") return status;
  return action === "decline" && status === "confirmed" ? "approved" : "over";
}
