/** The parts of the dashboard, by their paths. */
export const sections = [
  "bookings",
  "event-types",
  "availability",
  "calendars",
  "emails",
  "profile",
] as const;
export type Section = (typeof sections)[number];
