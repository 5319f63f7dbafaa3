import type { Texts } from "../email.ts";

export const email: Texts = {
  meetingTitle: "{event}: {attendee} and {host}",
  meetingWith: "{event} with {name}",
  calendarName: "Bookings: {name}",
  labelled: "{label}:",
  subjects: {
    cancelled: "Cancelled: {meeting}",
    declined: "Declined: {meeting}",
    requested: "Requested: {meeting}",
    toConfirm: "Please confirm: {meeting}",
    reminder: "Reminder: {meeting}",
  },
  openings: {
    attendee_booked: {
      heading: "Your meeting is confirmed",
      lead: "You are meeting {name}. Here are the details.",
    },
    attendee_requested: {
      heading: "Your request has been sent",
      lead: "{name} still has to confirm it. The time is held for you, and you will get an email with the answer.",
    },
    attendee_approved: {
      heading: "Your meeting is confirmed",
      lead: "{name} has confirmed your request.",
    },
    attendee_declined: {
      heading: "Your request was declined",
      lead: "{name} has declined it, so nothing is booked.",
    },
    attendee_expired: {
      heading: "Your request has expired",
      lead: "{name} did not answer in time, so nothing is booked.",
    },
    attendee_cancelled: {
      heading: "Your meeting is cancelled",
      lead: "{name} has cancelled it.",
      ownLead: "You have cancelled it.",
    },
    attendee_moved: {
      heading: "Your meeting has a new time",
      lead: "{name} has rescheduled it.",
      ownLead: "You have rescheduled it.",
    },
    attendee_reminder: {
      heading: "Your meeting is coming up",
      lead: "You are meeting {name}. Here are the details.",
    },
    guest_invited: {
      heading: "You are invited to a meeting",
      lead: "{email} has booked a meeting with {name} and named you as a guest.",
    },
    guest_moved: {
      heading: "A meeting has a new time",
      lead: "The meeting with {name}, to which {email} invited you, was rescheduled.",
    },
    guest_cancelled: {
      heading: "A meeting is cancelled",
      lead: "The meeting with {name}, to which {email} invited you, will not take place.",
    },
    guest_removed: {
      heading: "You are no longer invited",
      lead: "You are no longer a guest of this meeting with {name}.",
    },
    host_booked: {
      heading: "You have a new meeting",
      lead: "{name} has booked a meeting with you.",
      ownLead: "You have booked a meeting with {name}.",
    },
    host_requested: {
      heading: "You have a new request",
      lead: "{name} has requested a meeting. The time is held until you decide.",
    },
    host_approved: {
      heading: "You have confirmed this meeting",
      lead: "{name} has been notified.",
    },
    host_declined: {
      heading: "You have declined this request",
      lead: "{name} has been notified, and the time is free again.",
    },
    host_expired: {
      heading: "A request has expired",
      lead: "{name} has requested a meeting and got no answer in time, so the request was declined and the time is free again. You can still give {name} a new time, which confirms the meeting.",
    },
    host_cancelled: {
      heading: "A meeting is cancelled",
      lead: "{name} has cancelled it. The time is free again.",
      ownLead: "You have cancelled it. The time is free again.",
    },
    host_disowned: {
      heading: "A meeting is cancelled",
      lead: "Whoever reads the email of {email} says that they did not book this meeting, so it was cancelled. The time is free again.",
    },
    host_moved: {
      heading: "A meeting has a new time",
      lead: "{name} has rescheduled it.",
      ownLead: "You have rescheduled it.",
    },
    host_reminder: {
      heading: "A meeting is coming up",
      lead: "You are meeting {name}. Here are the details.",
    },
  },
  awaitsHost: "{name} still has to confirm it.",
  awaitsYou: "It is still waiting for your decision.",
  asksHostAgain: "{name} has to confirm the new time.",
  asksYouAgain: "You had confirmed the old time; the new one is waiting for your decision.",
  reason: "Reason",
  what: "What",
  who: "Who",
  when: "When",
  theirTime: "Time for {name}",
  before: "Before",
  now: "Now",
  where: "Where",
  guests: "Guests",
  changeGuests: "Change guests",
  hostNote: "From {name}",
  testSubject: "Test: {subject}",
  notes: "Notes",
  reschedule: "Reschedule",
  cancel: "Cancel",
  confirm: "Confirm",
  decline: "Decline",
  open: "Open the booking",
  bookAgain: "Book another time",
  places: {
    video: "Video call; {name} sends the link",
    phone: "Phone call",
    in_person: "In person; {name} tells you where",
    other: "{name} tells you where",
  },
  hostPlaces: {
    video: "Video call; no link yet",
    phone: "Phone call",
    in_person: "In person; no address yet",
    other: "No place yet",
  },
  attendeeFooter:
    "Reply to this email to write to {name}. It was sent to {email} because this address was given for the booking.",
  notMe: { question: "Didn’t book this?", answer: "This wasn’t me" },
  guestFooter: "Replies to this email go to {name}. {email} named you as a guest and can change that.",
  hostFooter: "Reply to this email to write to {name}.",
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
  entryChanged: {
    moved: {
      subject: "You moved a booking in your calendar",
      heading: "You moved a booking in your calendar",
      lead: "The booking itself is still at its old time, and {name} has not been notified. Please decide what should happen.",
    },
    removed: {
      subject: "You deleted a booking from your calendar",
      heading: "You deleted a booking from your calendar",
      lead: "The booking itself still takes place, and {name} has not been notified. Please decide what should happen.",
    },
    bookedFor: "Booked for",
    movedTo: "In your calendar",
    action: "Decide what happens",
    footer:
      "There you can change the booking, or put its entry back in your calendar. Until then, everything stays as it is.",
  },
  calendarFailing: {
    subject: "One of your calendars cannot be read",
    heading: "One of your calendars cannot be read",
    lead: "“{name}” is connected to your booking page, but it cannot be read any more, so it is not known when you are busy.",
    reason: "Reason",
    effect: "Until it works again",
    refuses: "Nobody can book the event types that depend on it.",
    asks: "You are asked to confirm each booking.",
    action: "Go to your calendars",
    footer: "You get this email once. When the calendar works again, nothing else is needed.",
  },
  passwordReset: {
    subject: "Choose a new password",
    heading: "Choose a new password",
    lead: "Somebody, probably you, asked for a new password for your account. The link works for one hour.",
    action: "Choose a password",
    footer:
      "This email is about your account at {server}. If you did not ask for it, ignore it: nothing has changed.",
  },
};
