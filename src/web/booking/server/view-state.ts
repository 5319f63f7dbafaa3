import { publicEventTypeJson } from "../../../api/event-types/models.ts";
import type { Party } from "../../../domain/booking.ts";
import { dateAt, isoDate } from "../../../domain/clock.ts";
import type { Booking, Host } from "../../../domain/records.ts";
import { zoneOf } from "../../../domain/zone.ts";
import { basePathOf } from "../../../http/paths.ts";
import { monthOf } from "../../../i18n/wall-time.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { offerOf } from "../../../usecases/bookings/list-slots.ts";
import type { PageState } from "../state.ts";
import { speaking } from "./calendar-state.ts";
import type { PageQuery } from "./page-query.ts";
import { lookOf } from "./look.ts";
import { otherSide, shownBooking } from "./reschedule-state.ts";

/** The permanent page of a booking for one side. Everybody with its link sees it, so the attendee's address is not on it. */
export async function viewState(
  deps: Deps,
  asked: PageQuery,
  { booking, host }: { readonly booking: Booking; readonly host: Host },
  reader: Party,
): Promise<PageState> {
  const { eventType, isOffered } = await offerOf(deps, booking);
  const now = deps.now();
  const today = isoDate(dateAt(zoneOf(booking.attendee_time_zone), now));
  const isHosts = reader === "host";
  const shown = speaking(asked);
  return {
    ...shown,
    // What attendees are told about emails and the decision is not news to a host.
    texts: isHosts ? { ...shown.texts, laterConfirmed: "", laterPending: "" } : shown.texts,
    base: basePathOf(deps.publicUrl),
    publicUrl: deps.publicUrl,
    embed: asked.embed,
    rescheduling: null,
    ...otherSide(await lookOf(deps, host, eventType), booking, reader),
    event: publicEventTypeJson(eventType),
    timeZone: booking.attendee_time_zone,
    timeZones: [],
    now,
    horizon: now,
    today,
    lastDay: today,
    month: monthOf(today),
    slots: [],
    unread: [],
    date: null,
    slot: null,
    nearest: [],
    values: {},
    carried: {},
    problems: {},
    formError: null,
    codeSent: false,
    attempt: "",
    booked: shownBooking(deps, booking, host, reader),
    isOffered: isOffered && !isHosts && booking.link_id === null,
    redirectsTo: null,
    away: [],
    isNew: false,
    live: null,
  };
}
