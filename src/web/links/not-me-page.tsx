import { isoLocal } from "../../domain/clock.ts";
import type { EpochMs } from "../../domain/interval.ts";
import { zoneOf } from "../../domain/zone.ts";
import { longDate } from "../../i18n/wall-time.ts";
import { BookingDetails, type BookingView, namesIn, NextLinks, type NextUrls } from "./booking-view.tsx";
import { filled } from "./filled.ts";
import { page } from "./layout.tsx";
import type { LinkTranslation } from "./link-translation.ts";

/** The pages for people who did not book themselves: before, after, and after allowing emails again. */
export type NotMe =
  | { readonly state: "ask"; readonly actionUrl: string }
  | { readonly state: "done"; readonly undoUrl: string; readonly until: EpochMs }
  | { readonly state: "undone"; readonly next: NextUrls };

export function notMePage(translation: LinkTranslation, booking: BookingView, shown: NotMe): string {
  const { title, lead } = translation.texts.notMe[shown.state];
  const until = shown.state === "done" ? dateOf(translation, booking, shown.until) : "";
  const body = (
    <>
      <p role={shown.state === "ask" ? undefined : "status"}>
        {filled(lead, { ...namesIn(booking), until })}
      </p>
      <BookingDetails translation={translation} booking={booking} />
      <WhatNext translation={translation} shown={shown} />
    </>
  );
  return page(translation, { title, body });
}

type WhatNextProps = { readonly translation: LinkTranslation; readonly shown: NotMe };

function WhatNext({ translation, shown }: WhatNextProps) {
  const { notMe } = translation.texts;
  if (shown.state === "undone") return <NextLinks translation={translation} next={shown.next} />;
  if (shown.state === "done")
    return (
      <form method="post" action={shown.undoUrl}>
        <button type="submit">{notMe.undo}</button>
      </form>
    );
  return (
    <>
      <form method="post" action={shown.actionUrl}>
        <button type="submit" class="danger">
          {notMe.button}
        </button>
      </form>
      <section>
        <p class="hint">{notMe.leave}</p>
      </section>
    </>
  );
}

function dateOf({ locale }: LinkTranslation, { timeZone }: BookingView, instant: EpochMs): string {
  return longDate(locale, isoLocal(zoneOf(timeZone), instant));
}
