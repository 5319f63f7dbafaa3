import type { RescheduleTexts } from "../rescheduling.ts";

export const rescheduling: RescheduleTexts = {
  instead: {
    chooseTime: "Choose a new day and time",
    yourDetails: "Move your booking?",
    confirmButton: "Move the booking",
    requestButton: "Ask for this time",
    sending: "Moving…",
    sendingSlowly: "The connection is slow. Your change is still on its way.",
    taken: "This time has just been taken. Your booking has not moved.",
    noTimesAtAll: "No other times are free at the moment. Your booking stays as it is.",
    offline: "You are offline. You can go on as soon as the connection is back.",
    unreachable: "The server could not be reached. Trying again is safe: your booking moves only once.",
    confirmedTitle: "Your booking has moved",
    confirmedLead: "You and {host} each get an email with the new time.",
    pendingTitle: "Your booking has moved",
    pendingLead:
      "The new time is held for you. {host} still has to confirm it, and you get an email with the answer.",
  },
  words: {
    present: "Your time now",
    oldTime: "Old time",
    newTime: "New time",
    unchanged: "Your booking is already at this time. Choose another one, or leave it as it is.",
    asksAgain:
      "Your old time is given up at once. {host} has to confirm the new one again, and you get an email with the answer.",
    reason: "Reason, for {host}",
    keep: "Want to keep your time? Close this page, and everything stays as it is.",
  },
  already: {
    title: "Your booking is already at this time",
    lead: "Nothing has changed just now, and no second email was sent.",
  },
};
