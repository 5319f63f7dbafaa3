import type { Operations } from "../operation.ts";

/** What is held about attendees, how it goes, and who changed what. */
export const privacyOperations = {
  "GET /v1/attendees/{email}": {
    id: "exportAttendee",
    tag: "Privacy",
    summary: "Export what is held about an attendee",
    description:
      "All of your bookings under this address, whatever its case, with their mails and what was done to them. The export itself is written down in `/v1/audit`.",
    access: "host",
    answers: { 200: "Attendee" },
    refusals: ["not_found"],
    writes: true,
  },
  "DELETE /v1/attendees/{email}": {
    id: "eraseAttendee",
    tag: "Privacy",
    summary: "Erase an attendee",
    description:
      "Takes the name, the address, and all that was said out of your bookings under this address and out of their mails, for good. The times stay taken, live bookings stay live, mails that were not sent to the attendee are not sent any more, and the links in mails that were sent open nothing. Backups keep what they have.",
    access: "host",
    answers: { 200: "ErasedAttendee" },
    refusals: ["not_found"],
  },
  "GET /v1/audit": {
    id: "listAudit",
    tag: "Privacy",
    summary: "List who changed what",
    description:
      "Changes of your settings and decisions about your bookings, newest first. Nothing of it can be changed.",
    access: "host",
    answers: { 200: "AuditList" },
  },
} as const satisfies Operations;
