/** The groups of operations, in the order of the documentation. */
export const tags = {
  "Public booking": "Look up a host, list free slots and book one. Open to any site, without a key.",
  Bookings: "A host's bookings.",
  "Email links": "The links in emails: pages for people, JSON for programs that ask for it.",
  "Event types": "What people can book with a host.",
  Schedules: "Weekly hours, with date overrides.",
  "Time off": "Periods in which a host cannot be booked.",
  Calendars:
    "A host's other calendars, read to know when they are busy and written to, and the feed of their bookings.",
  Account: "A host's own profile, password and API keys.",
  Outbox: "The emails and webhook deliveries that bookings cause.",
  Webhooks: "Your URLs that are notified of changes to bookings.",
  Privacy: "Export and erasure of an attendee's data, and the audit log.",
  Server: "Health, metrics and version, for the operator.",
} as const;

export type Tag = keyof typeof tags;
