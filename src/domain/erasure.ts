/** What stands in the place of a name, an address and the rest once an attendee is erased. */
export const erasedAttendee = {
  name: "Erased attendee",
  /** Nothing is ever delivered there (RFC 2606, 2). */
  email: "erased@attendee.invalid",
  timeZone: "UTC",
  locale: "en",
} as const;

/** The body of a delivery without what it says of its attendee, and what the two said to each other. */
export function bodyWithoutAttendee(body: string): string {
  const said: { readonly payload: object } = JSON.parse(body);
  const payload = {
    ...said.payload,
    attendee_name: erasedAttendee.name,
    attendee_email: erasedAttendee.email,
    attendee_timezone: erasedAttendee.timeZone,
    attendee_language: erasedAttendee.locale,
    timezone: erasedAttendee.timeZone,
    notes: null,
    answers: [],
    host_notes: null,
    cancellation_reason: null,
  };
  return JSON.stringify({ ...said, payload });
}
