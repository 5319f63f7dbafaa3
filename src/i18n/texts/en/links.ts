import type { LinkTexts } from "../links.ts";

export const links: LinkTexts = {
  details: {
    what: "What",
    who: "Who",
    with: "With",
    when: "When",
    where: "Where",
    status: "Status",
    notes: "Notes",
    reason: "Reason",
    rescheduleReason: "Reason for the new time",
  },
  statuses: {
    pending: "Waiting for confirmation",
    confirmed: "Confirmed",
    declined: "Declined",
    cancelled: "Cancelled",
  },
  expired: "Declined: there was no answer in time",
  ask: {
    confirm: {
      title: "Confirm this booking?",
      lead: "{attendee} has requested a meeting. If you confirm it, they get an email with the invitation.",
      button: "Confirm",
      leave: "Not sure yet? Close this page. The time stays held until you decide.",
    },
    decline: {
      title: "Decline this booking?",
      lead: "{attendee} asks for a time with you. If you decline it, they get an email that says so, and the time is free again.",
      button: "Decline",
      leave: "Not sure yet? Close this page. The time stays held until you decide.",
    },
    cancel: {
      title: "Cancel this booking?",
      lead: "If you cancel it, {other} gets an email that says so, and the time is free again.",
      button: "Cancel this booking",
      leave: "Want to keep it? Close this page, and everything stays as it is.",
    },
  },
  reasonLabel: "Reason (optional)",
  reasonHint: "{name} can read it in that email.",
  otherWays: "Other ways",
  done: {
    confirm: { title: "Booking confirmed", lead: "{attendee} gets an email with the invitation." },
    decline: {
      title: "Booking declined",
      lead: "{attendee} gets an email that says so. The time is free again.",
    },
    cancel: {
      title: "Booking cancelled",
      lead: "You and {other} each get an email that says so. The time is free again.",
    },
  },
  already: {
    confirm: "This booking is already confirmed",
    decline: "This booking is already declined",
    cancel: "This booking is already cancelled",
  },
  unchanged: "Nothing has changed just now, and no second email was sent.",
  explain: {
    label: "Tell them why (optional)",
    hint: "{attendee} gets it by email.",
    button: "Send the reason",
  },
  explained: { title: "Your reason is on its way", lead: "{attendee} gets it by email." },
  explainedBefore: {
    title: "A reason was given already",
    lead: "{attendee} was told the one below. Nothing has changed just now, and no second email was sent.",
  },
  next: "What you can do now",
  links: {
    moveInstead: "Move it to another time instead",
    book: "Book a new time",
  },
  refused: {
    notOffered: "This event is no longer offered",
    approved: "This booking is already confirmed",
    declined: "This booking was declined",
    cancelled: "This booking was cancelled",
    over: "The time of this booking has passed",
    movedTooOften: "This booking was moved too often",
    begun: "This meeting has begun",
  },
  refusals: {
    not_offered: "It is no longer offered, so there are no other times. Your booking stays as it is.",
    decided_confirmed: "It was confirmed before, so it can no longer be declined.",
    decided_declined: "It was declined before, so it can no longer be confirmed.",
    decided_cancelled: "There is nothing left to decide about it.",
    already_declined: "It can no longer be changed.",
    already_cancelled: "It can no longer be changed.",
    already_over: "It can no longer be changed.",
    too_many_moves:
      "It was moved 20 times, and can be moved no more. You can still cancel it and book again.",
    already_begun: "It can no longer be moved.",
    other: "This can no longer be done.",
  },
  moved: {
    title: "This booking was rescheduled",
    lead: "Your link is from an email about an earlier time, so nothing was changed. This is the current time.",
  },
  nothingDone: "This link has not changed anything.",
  attendeeMayBook: "They are free to book a new time with you.",
  writeToAttendee: "To talk to {attendee}, write to {email}.",
  writeToHost: "To talk to {host}, reply to the email that has this link.",
  notMe: {
    ask: {
      title: "Didn’t you book this?",
      lead: "If somebody else gave your address, tell us with the button below: this booking with {host} will be cancelled, {host} will hear why, and this server will send nothing to your mailbox for 90 days.",
    },
    done: {
      title: "Thank you for telling us",
      lead: "Until {until}, this server sends nothing to your address.",
    },
    undone: {
      title: "Emails are allowed again",
      lead: "This server sends emails to your address again.",
    },
    button: "This wasn’t me",
    leave: "Did you book it after all? Close this page, and everything stays as it is.",
    undo: "Allow emails again",
  },
  guests: {
    title: "Your guests",
    lead: "They get the invitation and every change of it by email, but no link that changes anything.",
    label: "Guests",
    hint: "Email addresses, up to {count}, separated by commas or line breaks.",
    button: "Save",
    saved: "Your guests are saved. New ones get an invitation.",
    wrong: "Please enter up to {count} email addresses, each once, without your own.",
  },
  missing: {
    title: "This link leads nowhere",
    lead: "We can’t find a booking for this address. Nothing has changed.",
    steps: [
      "The link may have lost its end in your mail program. Open the email again, and copy the whole link into the address bar.",
      "You may have an older email in front of you. Look for the latest one about this booking, and use its links.",
      "If that does not help, reply to that email. Your answer goes to the person you are meeting.",
    ],
  },
  sorry: {
    title: "That did not work",
    pageErrors: {
      malformed: "What was sent could not be read. Nothing has changed.",
      tooLarge: "What was sent is too large. Nothing has changed.",
      invalid: "Something that was sent cannot be used. Nothing has changed.",
      reasonTooLong: "The reason is too long: it can have 1000 characters. Nothing has changed.",
      rateLimited: "Too many requests came from your connection. Please wait a little, then try again.",
      internal: "Something went wrong on our side. It has been logged as {id}, for whoever runs this server.",
      unavailable: "The server cannot save anything just now. Nothing has changed; please try again.",
    },
    steps: [
      "Go back to the page before this one, and try again.",
      "If it happens again, reply to the email that has your link. Your answer goes to the person you are meeting.",
    ],
    tryAgain: "Try again",
  },
};
