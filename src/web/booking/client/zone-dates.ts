import type { ListedZone } from "../zones/zone-search.ts";
import { type PageState, slotsOn } from "../state.ts";
import { monthOf } from "../../../i18n/wall-time.ts";
import { fetchZones } from "./api.ts";

export type ZoneDates = ReturnType<typeof zoneDates>;

/** The zones of the server, which may know more of them than the browser, and dates in them. */
export function zoneDates() {
  let loading: Promise<readonly ListedZone[]> | undefined;
  let zones: readonly ListedZone[] = [];

  /** The date of an instant in a zone. The server's offset serves for a zone that the browser does not know. */
  function dateIn(timeZone: string, instant: number): string {
    try {
      const options = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
      return new Intl.DateTimeFormat("en-CA", options).format(instant);
    } catch {
      const offset = zones.find(({ name }) => name === timeZone)?.offset ?? 0;
      return new Date(instant + offset * 60_000).toISOString().slice(0, 10);
    }
  }

  return {
    dateIn,

    /** Loads the zones once; tries again after a failure. */
    load(state: PageState): Promise<readonly ListedZone[]> {
      loading ??= fetchZones(state).then(
        (loaded) => (zones = loaded),
        (error) => {
          loading = undefined;
          throw error;
        },
      );
      return loading;
    },

    /** The month and day to show in another zone: those of what is visible now. */
    viewIn(timeZone: string, state: PageState): { readonly month: string; readonly date: string | null } {
      const slot = slotsOn(state, state.date)[0] ?? state.slots[0];
      if (!slot) return { month: state.month, date: state.date };
      const date = dateIn(timeZone, Date.parse(slot.start));
      return { month: monthOf(date), date };
    },
  };
}
