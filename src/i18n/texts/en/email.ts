import type { Texts } from "../email.ts";

export const email: Texts = {
  meetingTitle: "{event}: {attendee} and {host}",
  meetingWith: "{event} with {name}",
  labelled: "{label}:",
  subjects: {
    cancelled: "Cancelled: {meeting}",
    declined: "Declined: {meeting}",
    requested: "Requested: {meeting}",
    toApprove: "Approve? {meeting}",
  },
  openings: {
    attendee_booked: {
      heading: "You are booked",
      lead: "Your time with {name} is confirmed.",
    },
    attendee_requested: {
      heading: "Your request is on its way",
      lead: "{name} has to approve it first. The time is held for you, and you get a mail with the answer.",
    },
    attendee_approved: {
      heading: "Your booking is approved",
      lead: "{name} said yes. The time is yours.",
    },
    attendee_declined: {
      heading: "Your request was declined",
      lead: "{name} declined it. Nothing is booked.",
    },
    attendee_expired: {
      heading: "Your request has expired",
      lead: "{name} did not answer in time, so your request has ended. Nothing is booked.",
    },
    attendee_cancelled: {
      heading: "Your booking is cancelled",
      lead: "{name} cancelled it.",
      ownLead: "You cancelled it.",
    },
    attendee_moved: {
      heading: "Your booking has a new time",
      lead: "{name} moved it.",
      ownLead: "You moved it.",
    },
    host_booked: {
      heading: "You have a new booking",
      lead: "{name} booked a time with you.",
    },
    host_requested: {
      heading: "Do you approve this booking?",
      lead: "{name} asks for a time with you. It is held until you decide.",
    },
    host_approved: {
      heading: "You approved this booking",
      lead: "The time with {name} is booked, and they have been told.",
    },
    host_declined: {
      heading: "You declined this booking",
      lead: "The time with {name} is free again, and they have been told.",
    },
    host_expired: {
      heading: "A request has expired",
      lead: "{name} asked for a time with you and got no answer in time, so the request was declined. The time is free again. You can still give {name} a new time, which confirms the booking.",
    },
    host_cancelled: {
      heading: "A booking is cancelled",
      lead: "{name} cancelled it. The time is free again.",
      ownLead: "You cancelled it. The time is free again.",
    },
    host_disowned: {
      heading: "A booking is cancelled",
      lead: "Whoever reads the mail of {email} says that they did not book this, so it was cancelled. The time is free again.",
    },
    host_moved: {
      heading: "A booking has a new time",
      lead: "{name} moved it.",
      ownLead: "You moved it.",
    },
  },
  awaitsHost: "{name} still has to approve it.",
  awaitsYou: "It still waits for your decision.",
  asksHostAgain: "{name} has to approve the new time.",
  asksYouAgain: "You had approved the old time; the new one waits for your decision.",
  reason: "Reason",
  what: "What",
  who: "Who",
  when: "When",
  theirTime: "In their time zone",
  before: "Before",
  now: "Now",
  where: "Where",
  notes: "Notes",
  reschedule: "Reschedule",
  cancel: "Cancel",
  approve: "Approve",
  decline: "Decline",
  attendeeFooter:
    "Reply to this mail to write to {name}. It was sent to {email} because this address was given for the booking.",
  notMe: { question: "Didn’t book this?", answer: "This wasn’t me" },
  hostFooter: "Reply to this mail to write to {name}.",
  code: {
    subject: "Your code to book with {name}",
    heading: "Your code",
    lead: "Enter this code to book {event} with {name}. It works for ten minutes.",
    label: "Code",
    footer:
      "Somebody gave {email} to book with. If it was not you, ignore this email: nothing is booked without the code.",
  },
  addressChanged: {
    subject: "Your email address was changed",
    heading: "Your account has a new email address",
    lead: "You sign in with {email} from now on, and emails about your bookings go there.",
    server: "Server",
    footer:
      "This email was sent to {email}, your address until now. If you did not change it, somebody else can get into your account: tell whoever runs the server.",
  },
};
