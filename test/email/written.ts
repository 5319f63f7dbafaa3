import { type EmailKind, type EmailFacts, emailKinds } from "../../src/domain/email.ts";
import { type RenderedContent, renderContent } from "../../src/email/content/content.ts";
import type { Links } from "../../src/email/content/links.ts";

export const links = {
  confirm: "https://book.example.org/v1/bookings/confirmtoken/confirm",
  decline: "https://book.example.org/v1/bookings/confirmtoken/decline",
  cancel: "https://book.example.org/v1/cancel/canceltoken",
  reschedule: "https://book.example.org/v1/reschedule/rescheduletoken",
  guests: "https://book.example.org/v1/guests/gueststoken",
  view: "https://book.example.org/booking/viewtoken",
  hostCancel: "https://book.example.org/v1/cancel/hostcanceltoken",
  hostReschedule: "https://book.example.org/v1/reschedule/hostreschedule",
  bookAgain: "https://book.example.org/book/jason/30min",
  disown: "https://book.example.org/v1/not-me/disowntoken",
} satisfies Links;

export const booked: EmailFacts = {
  bookingId: 7,
  uid: "0f6c1a52-7f0e@book.example.org",
  organizerEmail: "jason@example.org",
  sequence: 0,
  status: "confirmed",
  startsAt: Date.parse("2026-03-20T14:00:00Z"),
  endsAt: Date.parse("2026-03-20T14:30:00Z"),
  movedFrom: null,
  happenedAt: Date.parse("2026-03-10T08:00:00Z"),
  eventTitle: "30 Minute Meeting",
  eventSlug: "30min",
  locationType: "video",
  isOffered: true,
  location: "https://meet.example.org/jason",
  host: {
    name: "Jason Johnson",
    email: "jason@example.org",
    slug: "jason",
    timeZone: "America/Chicago",
    locale: "en-GB",
  },
  attendee: { name: "Jane Doe", email: "jane@example.com", timeZone: "Europe/Berlin", locale: "en-GB" },
  notes: "About the contract.",
  answers: [{ question_id: "q", label: "Company", answer: "Doe & Daughters" }],
  actor: "attendee",
  reason: null,
  invitation: "REQUEST",
  guests: ["alex@example.com", "kim@example.com"],
  takesGuests: true,
  guest: null,
  hostNote: null,
  isAddressProved: false,
};

export const requested: Partial<EmailFacts> = { status: "pending", invitation: null };
const declined: Partial<EmailFacts> = {
  status: "declined",
  invitation: null,
  actor: "host",
  reason: "Away.",
};
const expired: Partial<EmailFacts> = { status: "declined", invitation: null, actor: "system" };
const cancelled: Partial<EmailFacts> = {
  status: "cancelled",
  invitation: "CANCEL",
  reason: "I am ill.",
};
const moved: Partial<EmailFacts> = {
  movedFrom: { startsAt: Date.parse("2026-03-05T14:00:00Z"), endsAt: Date.parse("2026-03-05T14:30:00Z") },
};

const toGuest: Partial<EmailFacts> = { guest: "alex@example.com" };

/** The facts in which each email differs from one about a confirmed booking. */
const circumstances: Record<EmailKind, Partial<EmailFacts>> = {
  attendee_booked: {},
  attendee_requested: requested,
  attendee_approved: { actor: "host" },
  attendee_declined: declined,
  attendee_expired: expired,
  attendee_cancelled: cancelled,
  attendee_moved: moved,
  attendee_reminder: { invitation: null },
  guest_invited: toGuest,
  guest_moved: { ...moved, ...toGuest },
  guest_cancelled: { ...cancelled, ...toGuest },
  guest_removed: { invitation: "CANCEL", ...toGuest },
  host_booked: {},
  host_requested: requested,
  host_approved: { actor: "host" },
  host_declined: declined,
  host_expired: expired,
  host_cancelled: cancelled,
  host_disowned: { ...cancelled, reason: null },
  host_moved: moved,
  host_reminder: { invitation: null },
};

export function write(letter: EmailKind, change: Partial<EmailFacts> = {}): RenderedContent {
  return renderContent(letter, { ...booked, ...circumstances[letter], ...change }, links);
}

export const hosts = emailKinds.filter((letter) => letter.startsWith("host_"));
export const attendees = emailKinds.filter((letter) => letter.startsWith("attendee_"));

/** The visible text of the HTML part. */
export function visible(html: string): string {
  const body = html.slice(html.indexOf("<h1"));
  const text = body.replace(/<br\/>/g, "\n").replace(/<[^>]*>/g, "");
  const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" } as const;
  return text.replace(/&(amp|lt|gt|quot|#x27);/g, (entity) => entities[entity as keyof typeof entities]);
}

/** The text and HTML parts as text. */
export function parts(letter: RenderedContent): string[] {
  return [letter.text.replace(/\n {2}(?=\S)/g, " "), visible(letter.html)].map(plainSpaces);
}

/** Both parts, each on one line. */
export function unwrapped(letter: EmailKind, change: Partial<EmailFacts> = {}): string[] {
  return parts(write(letter, change)).map((part) => part.replaceAll("\n", " "));
}

/** The text with non-breaking spaces replaced by ordinary ones. */
export function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

export function linksIn(letter: RenderedContent): { text: string[]; html: string[] } {
  const all = Object.values(links);
  return {
    text: all.filter((link) => letter.text.split("\n").includes(link)),
    html: all.filter((link) => letter.html.includes(`href="${link}"`)),
  };
}
