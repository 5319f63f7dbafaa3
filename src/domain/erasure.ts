/** The values that replace an erased attendee's data. */
export const erasedAttendee = {
  name: "Erased attendee",
  /** Undeliverable (RFC 2606, section 2). */
  email: "erased@attendee.invalid",
  timeZone: "UTC",
  locale: "en",
} as const;

/** The body of a delivery without one of the booking's guests. */
export function bodyWithoutGuest(body: string, guest: string): string {
  const said: { readonly payload: { readonly guests?: readonly string[] } } = JSON.parse(body);
  const guests = said.payload.guests?.filter((email) => email !== guest) ?? [];
  return JSON.stringify({ ...said, payload: { ...said.payload, guests } });
}

/** The body of a delivery without the attendee's data and without both sides' messages. */
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
    guests: [],
    host_notes: null,
    cancellation_reason: null,
    confirmation_reason: null,
    reschedule_reason: null,
  };
  return JSON.stringify({ ...said, payload });
}
