import type { PageState, Slot } from "../state.ts";
import { longDate, offsetOf, spanText, zoneText } from "../../../i18n/wall-time.ts";

type TimeProps = {
  readonly state: PageState;
  readonly slot: Slot;
  /** Whether it is crossed out. */
  readonly isLeft: boolean;
};

export function TimeText({ state: { locale, clock, timeZone }, slot, isLeft }: TimeProps) {
  const Told = isLeft ? "s" : "span";
  return (
    <>
      <Told>
        <strong>{longDate(locale, slot.start_local)}</strong>
        <br />
        {spanText(locale, clock, slot.start_local, slot.end_local)}
      </Told>
      <br />
      <span class="quiet">
        {zoneText(timeZone)} ({offsetOf(slot.start_local)})
      </span>
    </>
  );
}
