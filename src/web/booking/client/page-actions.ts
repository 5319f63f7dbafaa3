import type { Actions } from "../actions.ts";
import { addressOf } from "../address.ts";
import { valuesOf } from "../form-fields.ts";
import { focusOn } from "./announce.ts";
import { tellClose } from "./frame.ts";
import { bookingSender } from "./sending.ts";
import { announceDay, type SlotLoader } from "./slots.ts";
import type { PageState } from "../state.ts";
import type { Store } from "./store.ts";
import type { ZoneDates } from "./zone-dates.ts";

export function pageActions(store: Store, slots: SlotLoader, zones: ZoneDates) {
  const send = bookingSender(store);

  function leaveForm(): void {
    const { month, timeZone, date } = store.state();
    store.set({ slot: null, formError: null, problems: {}, nearest: [] });
    void slots.load(month, timeZone, date);
    focusOn("#choose");
  }

  /** Survives a reload, and stays in every link of the page. */
  function keepInUrl(change: Partial<PageState["asked"]>): void {
    store.keep({ asked: { ...store.state().asked, ...change } });
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
    history.replaceState(history.state, "", url);
  }

  const act: Actions = {
    chooseDate(date) {
      const { unread, month, timeZone } = store.state();
      history.replaceState(null, "", addressOf(store.state(), { date, tz: timeZone }));
      if (unread.includes(date)) void slots.load(month, timeZone, date);
      else {
        store.set({ date });
        announceDay(store.state());
      }
      if (isNarrow()) focusOn("#times");
    },
    chooseMonth(month) {
      if (month !== store.state().month) void slots.load(month, store.state().timeZone);
    },
    chooseSlot(slot) {
      const { start, start_local } = slot;
      store.set({ slot, formError: null, problems: {}, nearest: [] });
      const view = { date: start_local.slice(0, 10), start, tz: store.state().timeZone };
      const address = addressOf(store.state(), view);
      history.pushState({ start }, "", address);
      focusOn("#details");
    },
    chooseZone(timeZone) {
      const { month, date } = zones.viewIn(timeZone, store.state());
      keepInUrl({ tz: timeZone });
      void slots.load(month, timeZone, date);
    },
    loadZones: () => zones.load(store.state()),
    chooseClock(clock) {
      keepInUrl({ clock });
      store.set({ clock });
    },
    loadAgain: () => void slots.loadAgain(),
    goBack() {
      if (history.state?.start) return history.back();
      history.replaceState(null, "", addressOf(store.state(), {}));
      leaveForm();
    },
    keepTyped(form) {
      store.keep({ values: valuesOf(new FormData(form).entries()) });
    },
    send: (form, by) => void send(form, by),
    close: tellClose,
  };
  return { act, leaveForm };
}

/** Returns whether the times are below the calendar. */
function isNarrow(): boolean {
  return matchMedia("(max-width: 47.99rem)").matches;
}
