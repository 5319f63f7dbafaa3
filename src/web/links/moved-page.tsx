import type { LinkAction } from "../../i18n/texts/links.ts";
import { BookingDetails, type BookingView, Name } from "./booking-view.tsx";
import { filled } from "./filled.ts";
import { page } from "./layout.tsx";
import type { LinkTranslation } from "./link-translation.ts";
import { ReasonField } from "./reason-field.tsx";
import { WriteToOther } from "./write-to-other.tsx";

/** The page for a host's link from an email about an earlier time. Its button, if there is one, posts to `actionUrl`. */
export function movedPage(
  translation: LinkTranslation,
  shown: {
    readonly action: LinkAction;
    readonly booking: BookingView;
    readonly actionUrl: string;
    readonly canDecide: boolean;
  },
): string {
  const { action, booking, actionUrl, canDecide } = shown;
  const { texts } = translation;
  const { button, leave } = texts.ask[action];
  const name = <Name name={booking.attendeeName} />;
  const about = { translation, booking };
  const body = (
    <>
      <p role="alert">{texts.moved.lead}</p>
      <BookingDetails {...about} />
      {canDecide && (
        <form method="post" action={actionUrl}>
          {action === "decline" && (
            <ReasonField label={texts.reasonLabel} hint={filled(texts.reasonHint, { name })} />
          )}
          <button type="submit" class={action === "confirm" ? "primary" : "danger"}>
            {button}
          </button>
        </form>
      )}
      <section aria-label={texts.otherWays}>
        {canDecide && <p class="hint">{leave}</p>}
        <WriteToOther {...about} />
      </section>
    </>
  );
  return page(translation, { title: texts.moved.title, body });
}
