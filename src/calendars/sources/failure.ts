/**
 * Why a source cannot be read or written.
 *
 * - `unauthorized`: the server does not accept the credentials, or no longer.
 * - `unreachable`: there was no usable response; a later attempt may succeed.
 * - `not_a_calendar`: there was a response, but not from a calendar.
 * - `too_large`: there is more than the limits allow.
 * - `forbidden_address`: the address must not be contacted.
 * - `refused`: the server refuses this request, such as writing to a calendar that is read-only.
 */
export type SourceFailureKind =
  "unauthorized" | "unreachable" | "not_a_calendar" | "too_large" | "forbidden_address" | "refused";

/**
 * Thrown by sources. The message is a sentence for the host, without URLs, secrets or texts of events. Callers turn it into a
 * value before it leaves the module.
 */
export class SourceFailure extends Error {
  readonly kind: SourceFailureKind;

  constructor(kind: SourceFailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
