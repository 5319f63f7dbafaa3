import type { PageQuery } from "./page-query.ts";
import type { PrivateLink } from "../../../db/queries/bookings/private-links.ts";
import { publicEventTypeJson } from "../../../api/event-types/models.ts";
import { slotsText } from "../../../api/slots.ts";
import { dateAt, isoDate, parseDate } from "../../../domain/clock.ts";
import { withDuration } from "../../../domain/policy.ts";
import type { EpochMs } from "../../../domain/interval.ts";
import { findZone, type Zone } from "../../../domain/zone.ts";
import { readAround, type ReadSlots } from "../read-slots.ts";
import type { Values } from "../form-fields.ts";
import type { PageState, Slot } from "../state.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { awayNotes } from "./away-notes.ts";
import { linkWithToken } from "../../../usecases/links/use-link.ts";
import { listSlotsAs, findOffer, type Offer } from "../../../usecases/bookings/list-slots.ts";
import { calendarState } from "./calendar-state.ts";
import { lookOf } from "./look.ts";

/** What the page for a URL offers, and the private link that the URL contains, usable or not. */
export type Bookable = Offer & { readonly link: PrivateLink | null };

/** Finds what the page for a URL offers; undefined if nothing can be booked there, or not with this link. */
export async function findBookable(
  deps: Deps,
  { query }: PageQuery,
  username: string,
  eventSlug: string,
): Promise<Bookable | undefined> {
  const offer = await findOffer(deps, username, eventSlug);
  if (!offer.ok) return undefined;
  const { link: token } = query;
  if (token === undefined) return { ...offer.value, link: null };
  const link = await linkWithToken(deps.database.read, deps, offer.value.eventType.id, token);
  return link && { ...offer.value, link };
}

/** The page for a URL. The prefilled values of a private link stay out of the URLs of other views. */
export async function stateFor(deps: Deps, asked: PageQuery, found: Bookable): Promise<PageState> {
  const { host, horizon, link } = found;
  const [username, eventSlug] = [host.slug, found.eventType.slug];
  const chosen = Number(/^[1-9]\d{0,3}$/.exec(asked.query["duration"] ?? "")?.[0] ?? 0);
  const other = withDuration(found.eventType, chosen);
  const eventType = other ?? found.eventType;
  const zone = findZone(asked.query["tz"] ?? "") ?? findZone(host.time_zone)!;
  const read = slotReader(deps, username, eventSlug, zone, eventType.duration_minutes);
  const state = await calendarState(deps, asked, { horizon, zone, read });
  const look = await lookOf(deps, host, eventType);
  return {
    ...state,
    asked: {
      ...state.asked,
      ...(other && { duration: String(chosen) }),
      ...(link && { link: deps.linkTokens.issue(link) }),
    },
    rescheduling: null,
    ...look,
    showsEmbed: look.showsEmbed && link === null,
    event: publicEventTypeJson(eventType),
    values: { ...(link && valuesIn(link)), ...asked.values },
    carried: asked.values,
    attempt: crypto.randomUUID(),
    booked: null,
    away: await awayNotes(deps, host, { start: deps.now(), end: horizon }, asked.query),
    isOffered: link === null,
    // Whoever embeds the page is told, and decides.
    redirectsTo: asked.embed === null ? eventType.redirect_url : null,
    isNew: true,
  };
}

function valuesIn({ prefill: { name, email, notes } }: PrivateLink): Values {
  return {
    ...(name !== undefined && { attendee_name: [name] }),
    ...(email !== undefined && { attendee_email: [email] }),
    ...(notes !== undefined && { notes: [notes] }),
  };
}

function slotReader(
  deps: Deps,
  username: string,
  eventSlug: string,
  zone: Zone,
  durationMinutes: number | undefined,
): ReadSlots {
  return async (from, to) => {
    const query = { from: parseDate(from)!, to: parseDate(to)!, timeZone: zone.name, durationMinutes };
    const listed = await listSlotsAs(slotsText, deps, username, eventSlug, query);
    return listed.ok ? JSON.parse(listed.value) : { slots: [] };
  };
}

export function slotsAround(
  deps: Deps,
  username: string,
  eventSlug: string,
  startsAt: EpochMs,
  { timezone, duration_minutes }: { readonly timezone: string; readonly duration_minutes?: number },
): Promise<readonly Slot[]> {
  const zone = findZone(timezone)!;
  return readAround(
    slotReader(deps, username, eventSlug, zone, duration_minutes),
    isoDate(dateAt(zone, startsAt)),
  );
}
