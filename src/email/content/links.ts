import { localeFor } from "../../i18n/locale.ts";
import type { ActionTokens } from "../../security/action-token.ts";

/** The links of one booking in emails and responses. */
export type Links = {
  readonly confirm: string;
  readonly decline: string;
  readonly cancel: string;
  readonly hostCancel: string;
  readonly hostReschedule: string;
  readonly reschedule: string;
  /** The attendee's page for their guests. */
  readonly guests: string;
  /** The booking's page in the host's language. */
  readonly view: string;
  /** The page to book the event type again. */
  readonly bookAgain: string;
  /** For people who did not book themselves; only in emails to their own mailbox. */
  readonly disown?: string | undefined;
};

/** The language tags of the pages behind a booking's links; English by default. */
export type Followers = { readonly host?: string | undefined; readonly attendee?: string | undefined };

/** Builds a booking's links, with pages in each side's language; `publicUrl` has no trailing slash. */
export function linksFor(
  publicUrl: string,
  tokens: ActionTokens,
  booking: {
    readonly id: number;
    readonly uid: string;
    readonly startsAt: number;
    readonly hostSlug: string;
    readonly eventSlug: string;
  },
  followers: Followers,
): Links {
  const confirm = tokens.issue("confirm", booking, booking.startsAt);
  const [host, attendee] = [languageQuery(followers.host), languageQuery(followers.attendee)];
  return {
    confirm: `${publicUrl}/v1/bookings/${confirm}/confirm${host}`,
    decline: `${publicUrl}/v1/bookings/${confirm}/decline${host}`,
    cancel: `${publicUrl}/v1/cancel/${tokens.issue("cancel", booking)}${attendee}`,
    reschedule: `${publicUrl}/v1/reschedule/${tokens.issue("reschedule", booking)}${attendee}`,
    guests: `${publicUrl}/v1/guests/${tokens.issue("guests", booking)}${attendee}`,
    view: `${publicUrl}/booking/${tokens.issue("host_view", booking)}${host}`,
    hostCancel: `${publicUrl}/v1/cancel/${tokens.issue("host_cancel", booking)}${host}`,
    hostReschedule: `${publicUrl}/v1/reschedule/${tokens.issue("host_reschedule", booking)}${host}`,
    bookAgain: `${publicUrl}/book/${booking.hostSlug}/${booking.eventSlug}${attendee}`,
  };
}

/** The link for people who did not book themselves. Only allowed in emails to the attendee. */
export function disownLink(
  publicUrl: string,
  tokens: ActionTokens,
  booking: { readonly id: number; readonly uid: string },
  attendee: string,
): string {
  return `${publicUrl}/v1/not-me/${tokens.issue("disown", booking)}${languageQuery(attendee)}`;
}

/** Pages are in English by default, so English needs no parameter. */
function languageQuery(tag: string | undefined): string {
  const { language, locale } = localeFor(tag, null);
  return language === "en" ? "" : `?lang=${locale}`;
}
