// oxlint-disable-next-line no-unassigned-import -- it defines the elements of the calendar
import "cally";
import { createElement, hydrate, render } from "preact";
import { BookingPage } from "../booking-page.tsx";
import { titleOf } from "../page-words.ts";
import { type PageState, stepOf } from "../state.ts";
import { announce } from "./announce.ts";
import { pageActions } from "./page-actions.ts";
import { type SlotLoader, slotLoader } from "./slots.ts";
import { type ZoneDates, zoneDates } from "./zone-dates.ts";
import { createStore, type Store } from "./store.ts";

/** Takes over the page from the state that the server rendered. */
export function startBooking(root: HTMLElement, painted: PageState): void {
  const store = createStore(painted, (state) => {
    document.title = titleOf(state);
    render(createElement(BookingPage, { state, act }), root);
  });
  const zones = zoneDates();
  const slots = slotLoader(store, zones);
  const { act, leaveForm } = pageActions(store, slots, zones);
  const timeZones = zonesOnPage(painted);
  hydrate(createElement(BookingPage, { state: { ...painted, timeZones }, act: null }), root);
  const isOffline = !navigator.onLine;
  // An http site's browser does not tell the server that the page is framed.
  const embed = painted.embed ?? (window.parent === window ? null : "inline");
  store.set({ timeZones, embed, live: { isLoading: false, loadFailed: false, isOffline, sending: "no" } });
  followVisitorsZone(store, slots, zones);
  followHistory(store, leaveForm);
  followConnection(store, slots);
}

/** The time zones, which are sent once: as options of the rendered page, or in its state. */
function zonesOnPage(painted: PageState): string[] {
  const options = [...document.querySelectorAll<HTMLOptionElement>("#timezone option")];
  const names = options.map(({ value }) => value).concat(painted.timeZones);
  return [...new Set(names)].sort();
}

/** Switches to the visitor's own zone unless the query names one. A booking being rescheduled already has a zone. */
function followVisitorsZone(store: Store, slots: SlotLoader, zones: ZoneDates): void {
  const { timeZone, timeZones, asked, rescheduling } = store.state();
  if (rescheduling) return;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isUsable = own !== timeZone && timeZones.includes(own);
  const chooses = stepOf(store.state()) === "choose";
  if (asked.tz !== undefined || !chooses || !isUsable) return;
  const { month, date } = zones.viewIn(own, store.state());
  void slots.load(month, own, date);
}

/** The browser's back and forward buttons move between steps, like links. */
function followHistory(store: Store, leaveForm: () => void): void {
  window.addEventListener("popstate", ({ state }) => {
    const { slot, booked, slots } = store.state();
    if (booked || state?.isBooked) return location.reload();
    const chosen = slots.find(({ start }) => start === state?.start);
    if (chosen) store.set({ slot: chosen });
    else if (slot) leaveForm();
  });
}

function followConnection(store: Store, slots: SlotLoader): void {
  const setOffline = (isOffline: boolean) => store.set({ live: { ...store.state().live!, isOffline } });
  window.addEventListener("offline", () => {
    setOffline(true);
    announce(store.state().texts.offline);
  });
  window.addEventListener("online", () => {
    setOffline(false);
    if (store.state().formError === "offline") store.set({ formError: null });
    announce(store.state().texts.backOnline);
    if (store.state().live?.loadFailed) void slots.loadAgain();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void slots.loadIfOld();
  });
}
