import { readMonth } from "../read-slots.ts";
import { freeDates, type PageState, type Slot, slotsOn } from "../state.ts";
import { longDate, monthAfter, monthOf, monthText } from "../../../i18n/wall-time.ts";
import { counted, fill } from "../../../i18n/wording.ts";
import { announce } from "./announce.ts";
import { fetchSlots } from "./api.ts";
import type { Store } from "./store.ts";
import type { ZoneDates } from "./zone-dates.ts";

/** How old the slots may be when somebody returns to the page. */
const FRESH_MS = 60_000;

export type SlotLoader = {
  /** Shows a month in a zone, from the date on if the month has too many slots; a later call overrides an earlier one. */
  load(month: string, timeZone: string, date?: string | null): Promise<void>;
  loadAgain(): Promise<void>;
  loadIfOld(): Promise<void>;
};

export function slotLoader(store: Store, zones: ZoneDates): SlotLoader {
  let underWay = new AbortController();
  let loadedAt = Date.now();
  let ahead:
    { readonly of: string; readonly times: ReturnType<typeof readMonth>; readonly at: number } | undefined;
  let wanted = { month: store.state().month, timeZone: store.state().timeZone, date: store.state().date };

  async function load(month: string, timeZone: string, date: string | null = null): Promise<void> {
    underWay.abort();
    const mine = (underWay = new AbortController());
    wanted = { month, timeZone, date };
    const isOtherMonth = month !== store.state().month;
    store.set({
      month,
      ...(isOtherMonth && { slots: [], unread: [], date: null }),
      live: live({ isLoading: true }),
    });
    try {
      let current: Slot | undefined;
      const read = async (from: string, to: string) => {
        const times = await fetchSlots(store.state(), { from, to }, timeZone, mine.signal);
        current = times.current;
        return times;
      };
      const range = rangeIn(timeZone);
      const times = await (prefetched(month, timeZone, date) ?? readMonth(read, { month, ...range }, date));
      if (mine.signal.aborted) return;
      loadedAt = Date.now();
      show({ ...times, timeZone, ...range }, current, date);
      whenIdle(() => readAhead());
    } catch {
      if (!mine.signal.aborted) store.set({ live: live({ isLoading: false, loadFailed: true }) });
    }
  }

  /** Loads the next month while nothing else happens, so that it appears at once. Rescheduling pages read their own time too. */
  function readAhead(): void {
    const state = store.state();
    const { timeZone, slot, booked, rescheduling } = state;
    const month = monthAfter(state.month, 1);
    const range = rangeIn(timeZone);
    if (slot || booked || rescheduling || month > monthOf(range.lastDay) || savesData()) return;
    if (prefetched(month, timeZone, null)) return;
    const read = (from: string, to: string) => fetchSlots(state, { from, to }, timeZone);
    const times = readMonth(read, { month, ...range }, null);
    ahead = { of: `${month} ${timeZone}`, times, at: Date.now() };
    times.catch(() => (ahead = undefined));
  }

  function prefetched(month: string, timeZone: string, date: string | null) {
    const isFresh = ahead?.of === `${month} ${timeZone}` && Date.now() - ahead.at < FRESH_MS;
    return date === null && isFresh ? ahead?.times : undefined;
  }

  function show(
    times: Pick<PageState, "slots" | "unread" | "timeZone" | "today" | "lastDay">,
    current: Slot | undefined,
    date: string | null,
  ): void {
    const { rescheduling } = store.state();
    const free = freeDates(times);
    const first = [...free].sort()[0] ?? null;
    const shown = date !== null && free.has(date) ? date : first;
    store.set({
      ...times,
      date: shown,
      ...(rescheduling && current && { rescheduling: { ...rescheduling, current } }),
      live: live({ isLoading: false }),
    });
    announceDay(store.state());
  }

  function live(change: { isLoading: boolean; loadFailed?: boolean }) {
    return { ...store.state().live!, loadFailed: false, ...change };
  }

  function rangeIn(timeZone: string) {
    const { now, horizon } = store.state();
    return { today: zones.dateIn(timeZone, now), lastDay: zones.dateIn(timeZone, horizon) };
  }

  whenIdle(readAhead);
  return {
    load,
    loadAgain: () => load(wanted.month, wanted.timeZone, wanted.date),
    async loadIfOld() {
      const { month, timeZone, date, slot, booked } = store.state();
      if (!slot && !booked && Date.now() - loadedAt > FRESH_MS) await load(month, timeZone, date);
    },
  };
}

/** Safari has no idle callbacks. */
function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 5000 });
  else setTimeout(work, 1000);
}

/** Whether the reader asks sites to save data. */
function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}

/** Announces the number of slots on the selected day. */
export function announceDay(state: PageState): void {
  const { texts, locale, date, month } = state;
  if (date === null) return announce(fill(texts.noTimesInMonth, { month: monthText(locale, month) }));
  announce(counted(locale, texts.timesFree, slotsOn(state, date).length, { day: longDate(locale, date) }));
}
