import { freeDates, type PageState, slotsOn } from "../state.ts";
import { datesIn, longDate, monthText } from "../../../language/wall-time.ts";
import { counted, fill } from "../../../language/wording.ts";
import { announce } from "./announce.ts";
import { type Days, fetchSlots, type FreeTimes } from "./api.ts";
import type { Store } from "./store.ts";

/** How old free times may be when somebody comes back to the page. */
const FRESH_MS = 60_000;

export type SlotLoader = {
  /** Shows the month in the zone, with one request; a later call overtakes an earlier one. */
  load(month: string, timeZone: string, date?: string | null): Promise<void>;
  loadAgain(): Promise<void>;
  loadIfOld(): Promise<void>;
};

/** Loads the free times of the month shown. */
export function slotLoader(store: Store): SlotLoader {
  let underWay = new AbortController();
  let loadedAt = Date.now();
  let wanted = { month: store.state().month, timeZone: store.state().timeZone, date: store.state().date };

  async function load(month: string, timeZone: string, date: string | null = null): Promise<void> {
    underWay.abort();
    const mine = (underWay = new AbortController());
    wanted = { month, timeZone, date };
    const isOtherMonth = month !== store.state().month;
    store.set({ month, ...(isOtherMonth && { slots: [], date: null }), live: live({ isLoading: true }) });
    try {
      const times = await fetchSlots(store.state(), daysOf(month), timeZone, mine.signal);
      loadedAt = Date.now();
      show(times, timeZone, date);
    } catch {
      if (!mine.signal.aborted) store.set({ live: live({ isLoading: false, loadFailed: true }) });
    }
  }

  function show({ slots, current }: FreeTimes, timeZone: string, date: string | null): void {
    const { moving } = store.state();
    const free = freeDates({ slots });
    const first = [...free].sort()[0] ?? null;
    const shown = date !== null && free.has(date) ? date : first;
    store.set({
      slots,
      timeZone,
      date: shown,
      ...rangeIn(timeZone),
      ...(moving && current && { moving: { ...moving, current } }),
      live: live({ isLoading: false }),
    });
    announceDay(store.state());
  }

  function live(change: { isLoading: boolean; loadFailed?: boolean }) {
    return { ...store.state().live!, loadFailed: false, ...change };
  }

  /** The reader's own zone data are good enough to tell which days can be turned to. */
  function rangeIn(timeZone: string) {
    const { now, horizon } = store.state();
    const day = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    return { today: day.format(now), lastDay: day.format(horizon) };
  }

  return {
    load,
    loadAgain: () => load(wanted.month, wanted.timeZone, wanted.date),
    async loadIfOld() {
      const { month, timeZone, date, slot, booked } = store.state();
      if (!slot && !booked && Date.now() - loadedAt > FRESH_MS) await load(month, timeZone, date);
    },
  };
}

function daysOf(month: string): Days {
  const dates = datesIn(month);
  return { from: dates[0]!, to: dates.at(-1)! };
}

/** Says how many times the day shown has. */
export function announceDay(state: PageState): void {
  const { texts, locale, date, month } = state;
  if (date === null) return announce(fill(texts.noTimesInMonth, { month: monthText(locale, month) }));
  announce(counted(locale, texts.timesFree, slotsOn(state, date).length, { day: longDate(locale, date) }));
}
