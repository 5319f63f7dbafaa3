import type { Operations } from "../operation.ts";

const BOTH_WAYS =
  "The same link again says what already happened and sends no second mail; after the opposite decision it is 409.";
const PREFETCH = "`HEAD` requests and prefetches change nothing.";

/** What the pages behind links understand. */
const LANG = {
  name: "lang",
  in: "query",
  description:
    "The language of the page: `en`, `de`, `fr`, `es`, `pt` or `nl`; as `Accept-Language` asks if absent.",
  schema: { type: "string" },
} as const;

/** Booking, and everything that happens to a booking. */
export const bookingOperations = {
  "POST /v1/book/{username}/{event_slug}": {
    id: "createBooking",
    tag: "Public booking",
    summary: "Create a booking",
    description:
      "Books a free start. Where the event type asks for confirmation, the booking stays `pending` until the host decides. " +
      "The booking is on disk when this answers, and so are the mails that it owes.",
    access: "public",
    body: "BookRequest",
    parameters: [
      {
        name: "Idempotency-Key",
        in: "header",
        description:
          "The same key and body again within 24 hours gives the first answer again, and books nothing. 1 to 255 visible ASCII characters.",
        schema: { type: "string", maxLength: 255 },
      },
    ],
    answers: { 201: "BookedBooking" },
    refusals: ["not_found", "slot_unavailable", "idempotency_mismatch"],
  },
  "GET /v1/slots/{username}/{event_slug}": {
    id: "listSlots",
    tag: "Public booking",
    summary: "List free slots",
    description: "Every start that can be booked now: on one `date`, or in the days `from` … `to`.",
    access: "public",
    answers: { 200: "Slots" },
    refusals: ["not_found"],
  },
  "GET /v1/u/{username}": {
    id: "getProfile",
    tag: "Public booking",
    summary: "Get a host's public profile",
    access: "public",
    answers: { 200: "Profile" },
    refusals: ["not_found"],
  },
  "GET /v1/bookings": {
    id: "listBookings",
    tag: "Bookings",
    summary: "List bookings",
    description: "Past and upcoming, newest start first.",
    access: "host",
    answers: { 200: "BookingList" },
  },
  "GET /v1/bookings/{id}": {
    id: "getBooking",
    tag: "Bookings",
    summary: "Get a booking",
    access: "host",
    answers: { 200: "Booking" },
    refusals: ["not_found"],
  },
  "POST /v1/bookings/{id}/reschedule": {
    id: "rescheduleBooking",
    tag: "Bookings",
    summary: "Reschedule a booking",
    description: "Moves it to another time; it keeps its id and tokens, and both sides get a mail.",
    access: "host",
    body: "RescheduleRequest",
    answers: { 200: "Booking" },
    refusals: ["not_found", "slot_unavailable", "already_declined", "already_cancelled", "already_over"],
  },
  "POST /v1/bookings/{id}/cancel": {
    id: "cancelBookingAsHost",
    tag: "Bookings",
    summary: "Cancel a booking",
    description: "Frees its time. A booking that is cancelled already stays so.",
    access: "host",
    body: "Reason",
    answers: { 200: "Booking" },
    refusals: ["not_found", "already_declined", "already_over"],
  },
  "GET /v1/bookings/{confirm_token}/confirm": {
    id: "confirmByLink",
    tag: "Links in mails",
    summary: "Confirm a pending booking",
    description: `The link in the host's mail. Approves the booking, and mails the attendee. ${BOTH_WAYS} ${PREFETCH} With \`ACTION_LINKS=click\` it is a page that asks first.`,
    access: "link",
    parameters: [LANG],
    answers: { 200: "BookingState" },
    refusals: ["not_found", "decided_declined", "decided_cancelled", "already_over"],
    writes: true,
  },
  "POST /v1/bookings/{confirm_token}/confirm": {
    id: "confirmBooking",
    tag: "Bookings",
    summary: "Confirm a pending booking",
    description:
      "With a booking's `id` in the path and a key: the host's decision. With a `confirm_token` and no key: the same as the link in the host's mail.",
    access: "host or link",
    body: "Reason",
    parameters: [LANG],
    answers: { 200: ["Booking", "BookingState"] },
    refusals: ["not_found", "decided_declined", "decided_cancelled", "already_over"],
  },
  "GET /v1/bookings/{confirm_token}/decline": {
    id: "declineByLink",
    tag: "Links in mails",
    summary: "Decline a pending booking",
    description: `The link in the host's mail. Rejects the booking, and mails the attendee. ${BOTH_WAYS} ${PREFETCH} With \`ACTION_LINKS=click\` it is a page that asks first.`,
    access: "link",
    parameters: [LANG],
    answers: { 200: "BookingState" },
    refusals: ["not_found", "decided_confirmed", "decided_cancelled", "already_over"],
    writes: true,
  },
  "POST /v1/bookings/{confirm_token}/decline": {
    id: "declineBooking",
    tag: "Bookings",
    summary: "Decline a pending booking",
    description:
      "With a booking's `id` in the path and a key: the host's decision. With a `confirm_token` and no key: the same as the link in the host's mail; " +
      "a `reason` for a booking that was declined without one is kept, once, and mailed to the attendee.",
    access: "host or link",
    body: "Reason",
    parameters: [LANG],
    answers: { 200: ["Booking", "BookingState"] },
    refusals: ["not_found", "decided_confirmed", "decided_cancelled", "already_over"],
  },
  "GET /v1/cancel/{token}": {
    id: "askToCancel",
    tag: "Links in mails",
    summary: "Ask before cancelling",
    description:
      "The link in the attendee's mail: a page that asks first. As JSON, the state of the booking.",
    access: "link",
    parameters: [LANG],
    answers: { 200: "BookingState" },
    refusals: ["not_found"],
    pageRefuses: true,
  },
  "POST /v1/cancel/{token}/confirm": {
    id: "cancelByLink",
    tag: "Links in mails",
    summary: "Cancel a booking",
    description: `Frees its time, and mails both sides. The same link again changes nothing.`,
    access: "link",
    body: "Reason",
    parameters: [LANG],
    answers: { 200: "BookingState" },
    refusals: ["not_found", "already_declined", "already_over"],
  },
  "GET /v1/reschedule/{token}": {
    id: "askToReschedule",
    tag: "Links in mails",
    summary: "Choose another time",
    description:
      "The link in the attendee's mail: a page with a calendar of free starts. As JSON, the booking.",
    access: "link",
    parameters: [
      {
        name: "date",
        in: "query",
        description: "The day that the page opens.",
        schema: { type: "string", format: "date" },
      },
      {
        name: "tz",
        in: "query",
        description: "Whose days and times the page shows; those of the booking if absent.",
        schema: { type: "string" },
      },
      LANG,
    ],
    answers: { 200: "BookedBooking" },
    refusals: ["not_found"],
    pageRefuses: true,
  },
  "GET /v1/reschedule/{token}/slots": {
    id: "listMoves",
    tag: "Links in mails",
    summary: "List the starts that a booking can be moved to",
    description:
      "As `/v1/slots`, with the booking itself out of the way: on one `date`, or in the days `from` … `to`, in the attendee's zone unless `timezone` names another one.",
    access: "public",
    answers: { 200: "Moves" },
    refusals: ["not_found", "already_declined", "already_cancelled", "already_over"],
  },
  "POST /v1/reschedule/{token}": {
    id: "rescheduleByLink",
    tag: "Links in mails",
    summary: "Reschedule a booking",
    description: "Moves it to a free start, under the event type's own rules.",
    access: "link",
    body: "MoveRequest",
    answers: { 200: "BookedBooking" },
    refusals: ["not_found", "slot_unavailable", "already_declined", "already_cancelled", "already_over"],
  },
} as const satisfies Operations;
