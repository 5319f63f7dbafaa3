import { localeFor } from "../../i18n/locale.ts";
import type { ActionTokens } from "../../security/action-token.ts";

/** The links that letters and answers carry for one booking. */
export type Links = {
  readonly approve: string;
  readonly decline: string;
  readonly cancel: string;
  readonly reschedule: string;
  /** For people in whose name somebody else booked; only in what goes to their own mailbox. */
  readonly disown?: string | undefined;
};

/** The language tags of those who follow a booking's links; English without one. */
export type Followers = { readonly host?: string | undefined; readonly attendee?: string | undefined };

/** Builds a booking's links, whose pages open in their follower's language; `publicUrl` has no slash at its end. */
export function linksFor(
  publicUrl: string,
  tokens: ActionTokens,
  booking: { readonly id: number; readonly uid: string },
  followers: Followers,
): Links {
  const confirm = tokens.issue("confirm", booking);
  const [host, attendee] = [languageQuery(followers.host), languageQuery(followers.attendee)];
  return {
    approve: `${publicUrl}/v1/bookings/${confirm}/confirm${host}`,
    decline: `${publicUrl}/v1/bookings/${confirm}/decline${host}`,
    cancel: `${publicUrl}/v1/cancel/${tokens.issue("cancel", booking)}${attendee}`,
    reschedule: `${publicUrl}/v1/reschedule/${tokens.issue("reschedule", booking)}${attendee}`,
  };
}

/** The link for people in whose name somebody else booked. It may stand only in emails on their way to the attendee. */
export function disownLink(
  publicUrl: string,
  tokens: ActionTokens,
  booking: { readonly id: number; readonly uid: string },
  attendee: string,
): string {
  return `${publicUrl}/v1/not-me/${tokens.issue("disown", booking)}${languageQuery(attendee)}`;
}

/** English is what pages speak to whom they know nothing of, so it needs no word. */
function languageQuery(tag: string | undefined): string {
  const { language, locale } = localeFor(tag, null);
  return language === "en" ? "" : `?lang=${locale}`;
}
