import type { LinkAction } from "../../i18n/texts/links.ts";
import {
  BookingDetails,
  type BookingView,
  Name,
  namesIn,
  NextLinks,
  type NextUrls,
} from "./booking-view.tsx";
import { filled } from "./filled.ts";
import { page } from "./layout.tsx";
import type { LinkTranslation } from "./link-translation.ts";
import { ReasonField } from "./reason-field.tsx";

/** The page that asks before a link acts. Its button posts to `actionUrl`, with an optional `reason`. */
export function askPage(
  translation: LinkTranslation,
  ask: {
    readonly action: LinkAction;
    readonly booking: BookingView;
    readonly actionUrl: string;
    readonly next?: NextUrls | undefined;
  },
): string {
  const { action, booking, actionUrl, next = {} } = ask;
  const { texts } = translation;
  const { title, lead, button, leave } = texts.ask[action];
  const name = <Name name={booking.forHost ? booking.attendeeName : booking.hostName} />;
  const body = (
    <>
      <p>{filled(lead, namesIn(booking))}</p>
      <BookingDetails translation={translation} booking={booking} />
      <form method="post" action={actionUrl}>
        {action !== "confirm" && (
          <ReasonField label={texts.reasonLabel} hint={filled(texts.reasonHint, { name })} />
        )}
        <button type="submit" class={action === "confirm" ? "primary" : "danger"}>
          {button}
        </button>
      </form>
      <section aria-label={texts.otherWays}>
        <p class="hint">{leave}</p>
        <NextLinks translation={translation} next={next} />
      </section>
    </>
  );
  return page(translation, { title, body });
}
