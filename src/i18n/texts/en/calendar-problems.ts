import type { CalendarProblemTexts } from "../calendar-problems.ts";

export const calendarProblems: CalendarProblemTexts = {
  password: "The user name or password is not accepted. Does the provider want an app password?",
  withdrawn: "This address is not accepted, or no longer. Copy it again from your calendar.",
  otherSecret: "The password can no longer be decrypted. Please enter it again.",
  noCalendar: "There is no calendar at this address.",
  notCalendar: "What is at this address is not a calendar. Did you copy the address of a web page?",
  noCaldav: "The server at this address does not offer calendars (CalDAV).",
  incomplete: "The calendar arrived only in part.",
  tooLarge: "The calendar is too large: at most 20 MB and 50,000 events can be read.",
  unreachable: "The server cannot be reached. Is the address right?",
  encryption:
    "No encrypted connection (https) to this address is possible. Are the address and its port right?",
  slow: "The server did not respond in time.",
  serverTrouble: "The server has a problem of its own. Please try again later.",
  refused: "The server refused the request.",
  readOnly: "The server does not allow writing to this calendar.",
  redirects: "The address leads elsewhere, and from there not to a calendar.",
  elsewhere: "Your calendar is at another server. Please enter this address: {host}",
  privateAddress:
    "This address is not on the internet. Whoever runs this server can allow it with CALENDAR_ALLOW_PRIVATE=true.",
  unencrypted:
    "Your password would be sent without encryption. Please enter an address that begins with https.",
  other: "The calendar cannot be read.",
};
