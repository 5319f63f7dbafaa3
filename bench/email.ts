import type { EmailFacts } from "../src/domain/email.ts";
import { renderContent } from "../src/email/content/content.ts";

const links = {
  confirm: "https://book.example.com/1",
  decline: "https://book.example.com/2",
  cancel: "https://book.example.com/3",
  reschedule: "https://book.example.com/4",
  guests: "https://book.example.org/v1/guests/gueststoken",
  view: "https://book.example.org/booking/viewtoken",
  hostCancel: "https://book.example.org/v1/cancel/hosttoken",
  hostReschedule: "https://book.example.org/v1/reschedule/hosttoken",
  bookAgain: "https://book.example.org/book/jason/30min",
};

/** Renders the host's email about a booking, with this text in every input, as text, HTML and calendar. */
export function emailWith(typed: string): () => unknown {
  const facts: EmailFacts = {
    bookingId: 1,
    uid: "4ff9511c-b64a-44b5-bc16-584976157d0b",
    organizerEmail: "jane@example.com",
    sequence: 0,
    status: "confirmed",
    startsAt: Date.UTC(2026, 2, 20, 14),
    endsAt: Date.UTC(2026, 2, 20, 14, 30),
    movedFrom: null,
    happenedAt: Date.UTC(2026, 2, 10),
    eventTitle: typed,
    eventSlug: "30min",
    locationType: "video",
    isOffered: true,
    location: typed,
    host: { name: "Jane Doe", email: "jane@example.com", slug: "jane", timeZone: "UTC", locale: "en" },
    attendee: { name: typed, email: "jason@example.com", timeZone: "America/Chicago", locale: "en" },
    notes: typed,
    answers: [{ question_id: "q", label: "Company", answer: typed }],
    actor: "attendee",
    reason: null,
    invitation: "REQUEST",
    guests: [],
    takesGuests: false,
    guest: null,
    hostNote: null,
    isAddressProved: false,
  };
  return () => renderContent("host_booked", facts, links);
}
