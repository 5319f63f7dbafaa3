import { BookingDetails, type BookingView, namesIn } from "./booking-view.tsx";
import { filled } from "./filled.ts";
import { page } from "./layout.tsx";
import type { LinkTranslation } from "./link-translation.ts";

type Shown = {
  readonly actionUrl: string;
  /** The addresses, one per line. */
  readonly typed: string;
  /** How many there can be. */
  readonly most: number;
  readonly isSaved?: boolean;
  readonly isWrong?: boolean;
};

/** The attendee's page for the guests of a booking. */
export function guestsPage(translation: LinkTranslation, booking: BookingView, shown: Shown): string {
  const { title, lead, label, hint, button, saved, wrong } = translation.texts.guests;
  const { actionUrl, typed, most, isSaved = false, isWrong = false } = shown;
  const body = (
    <>
      {isSaved ? <p role="status">{saved}</p> : <p>{filled(lead, namesIn(booking))}</p>}
      <BookingDetails translation={translation} booking={booking} />
      <form method="post" action={actionUrl}>
        {isWrong && (
          <p class="alert" role="alert" id="guests-problem">
            {filled(wrong, { count: String(most) })}
          </p>
        )}
        <label for="guests">{label}</label>
        <p class="hint" id="guests-hint">
          {filled(hint, { count: String(most) })}
        </p>
        <textarea
          id="guests"
          name="guests"
          rows={Math.min(most, 5)}
          inputMode="email"
          autocapitalize="off"
          spellcheck={false}
          aria-describedby={isWrong ? "guests-problem guests-hint" : "guests-hint"}
          aria-invalid={isWrong ? "true" : undefined}
        >
          {typed}
        </textarea>
        <button type="submit" class="primary">
          {button}
        </button>
      </form>
    </>
  );
  return page(translation, { title, body });
}
