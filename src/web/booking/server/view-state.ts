import { publicEventTypeJson } from "../../../api/event-types/models.ts";
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
import { shownBooking } from "./reschedule-state.ts";

/** The permanent page of a booking, for everybody with its link: without the attendee's name and address. */
export async function viewState(
  deps: Deps,
  asked: PageQuery,
  { booking, host }: { readonly booking: Booking; readonly host: Host },
): Promise<PageState> {
  const { eventType, isOffered } = await offerOf(deps, booking);
  const now = deps.now();
  const today = isoDate(dateAt(zoneOf(booking.attendee_time_zone), now));
  return {
    ...speaking(asked),
    base: basePathOf(deps.publicUrl),
    publicUrl: deps.publicUrl,
    embed: asked.embed,
    rescheduling: null,
    host: { username: host.slug, name: host.name },
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
    booked: shownBooking(deps, booking, host),
    isOffered,
    isNew: false,
    live: null,
  };
}
