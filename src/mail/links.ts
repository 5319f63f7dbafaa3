import type { ActionTokens } from "../security/action-token.ts";

/** The links that letters and answers carry for one booking. */
export type Links = {
  readonly approve: string;
  readonly decline: string;
  readonly cancel: string;
  readonly reschedule: string;
};

/** Builds a booking's links; `publicUrl` has no slash at its end. */
export function linksFor(
  publicUrl: string,
  tokens: ActionTokens,
  booking: { readonly id: number; readonly uid: string },
): Links {
  const confirm = tokens.issue("confirm", booking);
  return {
    approve: `${publicUrl}/v1/bookings/${confirm}/confirm`,
    decline: `${publicUrl}/v1/bookings/${confirm}/decline`,
    cancel: `${publicUrl}/v1/cancel/${tokens.issue("cancel", booking)}`,
    reschedule: `${publicUrl}/v1/reschedule/${tokens.issue("reschedule", booking)}`,
  };
}
