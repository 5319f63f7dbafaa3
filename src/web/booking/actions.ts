import type { Slot } from "./state.ts";
import type { ListedZone } from "./zones/zone-search.ts";
import type { Clock } from "../../i18n/wall-time.ts";

/** What the page's controls do once scripts run; without scripts, links and forms do the same. */
export type Actions = {
  chooseDate(date: string): void;
  chooseMonth(month: string): void;
  chooseSlot(slot: Slot): void;
  chooseZone(timeZone: string): void;
  /** Every zone that can be chosen; rejects if they cannot be loaded. */
  loadZones(): Promise<readonly ListedZone[]>;
  chooseClock(clock: Clock): void;
  loadAgain(): void;
  goBack(): void;
  /** Keeps typed input without rendering again. */
  keepTyped(form: HTMLFormElement): void;
  /** `by` is the submit button. */
  send(form: HTMLFormElement, by: HTMLElement | null): void;
  close(): void;
};

/** A click handler; with a modifier key, the link opens as usual. */
export function onClick(act: Actions | null, action: (act: Actions) => void) {
  if (!act) return {};
  return {
    onClick(event: MouseEvent) {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      action(act);
    },
  };
}
