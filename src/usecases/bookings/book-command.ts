import type { EpochMs } from "../../domain/interval.ts";
import type { GivenAnswer } from "../../domain/questions.ts";
import type { ClientNetworks } from "../limits/visitor-limits.ts";

/** What a visitor, or a site that books for visitors, asks for. */
export type BookCommand = {
  readonly hostSlug: string;
  readonly eventSlug: string;
  readonly attendeeName: string;
  readonly attendeeEmail: string;
  readonly attendeeTimeZone: string;
  /** The language tag of the attendee's emails. */
  readonly attendeeLocale: string;
  readonly startsAt: EpochMs;
  readonly notes: string | null;
  readonly answers: readonly GivenAnswer[];
  /** The code that proves the address, if one was sent along. */
  readonly emailCode: string | undefined;
  /** The networks that the request came from; undefined if they are not counted. */
  readonly client: ClientNetworks | undefined;
  /** The host whose API key the request carried. */
  readonly byHostId: number | undefined;
  /** The request's `Idempotency-Key`, with a hash of what was asked under it. */
  readonly once?: { readonly key: string; readonly requestHash: string } | undefined;
};
