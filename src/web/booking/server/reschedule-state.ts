import { publicEventTypeJson } from "../../../api/event-types/models.ts";
import { rescheduleSlotsJson, slotJson } from "../../../api/slots.ts";
import type { Party } from "../../../domain/booking.ts";
import { dateAt, isoDate, isoInstant, parseDate, parseInstant } from "../../../domain/clock.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import type { Booking, EventType, Host } from "../../../domain/records.ts";
import { findZone, type Zone, zoneOf } from "../../../domain/zone.ts";
import { catalogues } from "../../../i18n/texts/index.ts";
import { readAround, type ReadSlots } from "../read-slots.ts";
import { type Booked, nearestTo, type PageState } from "../state.ts";
import type { ChangedBooking } from "../../../usecases/bookings/decide.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { offerOf, listRescheduleSlots } from "../../../usecases/bookings/list-slots.ts";
import { askedSlot, bookedView } from "./booking-outcome.ts";
import type { PageQuery } from "./page-query.ts";
import { calendarState } from "./calendar-state.ts";
import { type Look, lookOf } from "./look.ts";

/** A booking that may be rescheduled, with the token of the link and the side that it belongs to. */
export type BookingByLink = {
  readonly booking: Booking;
  readonly host: Host;
  readonly token: string;
  readonly reader: Party;
};

/** The page to choose another time, in its reader's zone unless the URL names one. */
export async function rescheduleState(
  deps: Deps,
  asked: PageQuery,
  { booking, host, token, reader }: BookingByLink,
): Promise<PageState> {
  const own = reader === "host" ? host.time_zone : booking.attendee_time_zone;
  const zone = findZone(asked.query["tz"] ?? "") ?? zoneOf(own);
  const { eventType, horizon } = await offerOf(deps, booking);
  const read = moveReader(deps, booking, zone);
  const { instead, words } = catalogues[asked.translation.language].rescheduling;
  const shown = await calendarState(deps, asked, { horizon, zone, read, near: booking.starts_at });
  return {
    ...shown,
    embed: null,
    texts: { ...shown.texts, ...instead },
    formError: parseInstant(asked.query["start"] ?? "") === booking.starts_at ? "unchanged" : shown.formError,
    rescheduling: {
      token,
      booking: shownBooking(deps, booking, host, reader),
      current: slotJson(zone, booking.starts_at, booking.ends_at),
      words,
    },
    ...otherSide(await lookOf(deps, host, eventType), booking, reader),
    event: eventAsMoved(eventType, booking, reader),
    values: {},
    carried: {},
    attempt: "",
    booked: null,
    isOffered: true,
    redirectsTo: null,
    away: [],
    isNew: true,
  };
}

/** Links get forwarded, so the state contains no data about the attendee that the page does not show. */
export function shownBooking(deps: Deps, booking: Booking, host: Host, reader: Party): Booked {
  return { ...bookedView(deps, booking, host, reader), attendee_name: "", attendee_email: "" };
}

/** The look of a page for one side: a host meets the attendee. */
export function otherSide(look: Look, booking: Booking, reader: Party): Look {
  if (reader === "attendee") return look;
  return { ...look, host: { ...look.host, name: booking.attendee_name, avatar: null } };
}

/** Whether the host has to confirm depends on the booking and its mover, not on the event type's current settings. */
function eventAsMoved(eventType: EventType, booking: Booking, reader: Party): PageState["event"] {
  const requires_confirmation = booking.requires_confirmation && reader === "attendee";
  return { ...publicEventTypeJson(eventType), requires_confirmation };
}

/** The page after a rescheduling, or if the booking was already at that time. */
export function rescheduledState(
  deps: Deps,
  state: PageState,
  { booking, already }: ChangedBooking,
  { host, reader }: BookingByLink,
): PageState {
  const { title, lead } = catalogues[state.language].rescheduling.already;
  const unmoved = { confirmedTitle: title, confirmedLead: lead, pendingTitle: title, pendingLead: lead };
  const { confirmedTitle, confirmedLead } = state.texts;
  // A host who reschedules a request need not be told who decides.
  const asHost = reader === "host" ? { pendingTitle: confirmedTitle, pendingLead: confirmedLead } : {};
  return {
    ...state,
    texts: { ...state.texts, ...(already ? unmoved : asHost) },
    formError: null,
    booked: shownBooking(deps, booking, host, reader),
  };
}

/** The page for a time that is taken, with the nearest free slots. */
export async function takenState(
  deps: Deps,
  state: PageState,
  { booking }: BookingByLink,
  startsAt: EpochMs,
): Promise<PageState> {
  const zone = zoneOf(state.timeZone);
  const free = await readAround(moveReader(deps, booking, zone), isoDate(dateAt(zone, startsAt)));
  const slot = askedSlot(state, startsAt);
  return { ...state, slot, formError: "taken", nearest: nearestTo(isoInstant(startsAt), free) };
}

function moveReader(deps: Deps, booking: Booking, zone: Zone): ReadSlots {
  return async (from, to) => {
    const query = { from: parseDate(from)!, to: parseDate(to)!, timeZone: zone.name };
    return rescheduleSlotsJson(await listRescheduleSlots(deps, booking, query), booking);
  };
}
