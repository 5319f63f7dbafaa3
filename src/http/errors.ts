import { ValidationError } from "elysia";
import { type Owned, quotas } from "../domain/quota.ts";
import type { FieldError, Outcome, Refusal, TooOften } from "../domain/refusal.ts";
import { isUnavailable } from "../usecases/deps.ts";
import { type Unreadable, whyUnreadable } from "./unreadable.ts";
import { detailsOf } from "./error-details.ts";

export type ErrorBody = {
  readonly error: string;
  readonly code: ErrorCode;
  readonly details?: readonly { readonly path: string; readonly message: string }[];
};

export type Problem = {
  readonly status: number;
  readonly body: ErrorBody;
  /** Seconds until the client may retry. */
  readonly retryAfter?: number;
};

/** The credentials that a request lacks, or that are not valid. */
type Credentials = "unauthorized" | "wrongKey" | "sessionEnded";

/** Thrown before the body is validated. */
export class Unauthorized extends Error {
  constructor(readonly why: Credentials) {
    super(why);
  }
}

/** A cross-site request with a signed-in host's session. Thrown before the body is validated. */
export class Forbidden extends Error {}

/** A form that is too large, or no form. Thrown before it is read. */
export class UnreadableForm extends Error {
  constructor(readonly why: Unreadable) {
    super(why);
  }
}

/** The client exceeded its rate limit. Thrown before anything else. */
export class RateLimited extends Error {}

/** Every refusal of a use case, except invalid fields. */
export type RefusalCode = Exclude<Refusal, object>;

const refusals = {
  not_found: [404, "not_found", "Not found."],
  slot_unavailable: [409, "slot_unavailable", "That time is not available. Please choose another one."],
  calendar_unreachable: [
    409,
    "calendar_unreachable",
    "The host's calendar cannot be reached at the moment, so it is not certain that this time is free. Please try again in a few minutes.",
  ],
  moved: [409, "moved", "This booking was rescheduled after that email. Nothing was changed."],
  decided_confirmed: [409, "not_pending", "This booking is already confirmed."],
  decided_declined: [409, "not_pending", "This booking was already declined."],
  decided_cancelled: [409, "not_pending", "This booking was cancelled."],
  already_declined: [409, "already_declined", "This booking was declined, so it cannot be changed."],
  already_cancelled: [409, "already_cancelled", "This booking was cancelled, so it cannot be changed."],
  already_over: [409, "already_over", "This meeting is over, so it cannot be changed."],
  already_begun: [409, "already_begun", "This meeting has begun, so it can no longer be rescheduled."],
  not_confirmed: [409, "not_confirmed", "Only confirmed bookings can be marked as a no-show."],
  not_begun: [409, "not_begun", "This meeting has not begun yet."],
  slug_taken: [409, "slug_taken", "That slug is taken. Please choose another one."],
  email_taken: [409, "email_taken", "Another host has that email address."],
  schedule_in_use: [409, "schedule_in_use", "An event type uses this schedule. Give it another one first."],
  default_schedule: [
    409,
    "default_schedule",
    "This is the default schedule. Make another one the default first.",
  ],
  wrong_login: [401, "unauthorized", "The email or password is wrong."],
  busy: [429, "rate_limited", "Too many requests. Please wait a moment and try again."],
  not_failed: [409, "not_failed", "Only failed entries can be retried."],
  webhook_off: [409, "webhook_off", "The webhook is switched off. Switch it on first."],
  secret_unreadable: [
    409,
    "secret_unreadable",
    "The webhook's secret was encrypted with another schedkit.secret. Replace it with rotate_secret.",
  ],
  too_many_bookings: [
    409,
    "too_many_bookings",
    "This email address has reached the maximum number of upcoming bookings with this host. Cancel one of them first.",
  ],
  too_many_moves: [
    409,
    "too_many_moves",
    "This booking was rescheduled 20 times, which is the maximum. Cancel it and book again.",
  ],
  already_blocked: [409, "already_blocked", "You have already blocked this address or domain."],
  link_used: [
    409,
    "link_used",
    "This link has been used as often as it can be, or has expired. Please ask the host for a new one.",
  ],
  too_many_links: [
    409,
    "too_many_links",
    "This event type has 1,000 private links, which is the maximum. Delete one first.",
  ],
  too_many_event_types: tooMany("event_types", "event types"),
  too_many_api_keys: tooMany("api_keys", "API keys"),
  too_many_schedules: tooMany("schedules", "schedules"),
  too_many_time_off: tooMany("time_off", "periods of time off"),
  too_many_webhooks: tooMany("webhooks", "webhooks"),
  too_many_blocks: tooMany("blocks", "blocks"),
  too_many_calendar_accounts: tooMany("calendar_accounts", "calendar accounts"),
  idempotency_mismatch: [
    422,
    "invalid",
    "This Idempotency-Key was used for another request. Use a new key for a new request.",
  ],
} as const satisfies Record<RefusalCode, readonly [status: number, code: string, sentence: string]>;

function tooMany<Of extends Owned>(of: Of, words: string) {
  const most = quotas[of].toLocaleString("en");
  return [
    409,
    `too_many_${of}`,
    `You have ${most} ${words}, which is the maximum. Delete one first.`,
  ] as const;
}

export type ErrorCode = (typeof refusals)[RefusalCode][1] | (typeof otherCodes)[number];

const otherCodes = [
  "malformed",
  "unauthorized",
  "forbidden",
  "too_large",
  "invalid",
  "rate_limited",
  "internal",
  "unavailable",
] as const;

export const errorCodes: readonly ErrorCode[] = [
  ...new Set([...otherCodes, ...Object.values(refusals).map(([, code]) => code)]),
];

export function problemFor(refusal: Refusal): Problem {
  if (typeof refusal === "object")
    return "invalid" in refusal ? invalidProblem(refusal.invalid) : tooOftenProblem(refusal);
  const [status, code, error] = refusals[refusal];
  const details = [{ path: "/idempotency-key", message: "was used for another request" }];
  return {
    status,
    body: refusal === "idempotency_mismatch" ? { error, code, details } : { error, code },
    ...(refusal === "busy" && { retryAfter: 1 }),
  };
}

function tooOftenProblem({ retryAfterMs }: TooOften): Problem {
  return { ...problems.rateLimited, retryAfter: Math.max(1, Math.ceil(retryAfterMs / 1000)) };
}

export function invalidProblem(details: readonly FieldError[]): Problem {
  const [first] = details;
  const sentence = first ? sentenceOf(first) : "The request is not valid";
  const more = details.length > 1 ? `, and ${details.length - 1} more errors` : "";
  return { status: 422, body: { error: `${sentence}${more}.`, code: "invalid", details } };
}

/** A message continues a sentence that begins with its field, or is a sentence itself. */
function sentenceOf({ path, message }: FieldError): string {
  return message.endsWith(".") ? message.slice(0, -1) : `${nameOf(path)} ${message}`;
}

function nameOf(path: string): string {
  return path === "" ? "The body" : path.slice(1).replaceAll("/", ".") || '""';
}

export const problems = {
  malformed: problem(
    400,
    "malformed",
    "The body must be JSON, with the header Content-Type: application/json.",
  ),
  unauthorized: problem(
    401,
    "unauthorized",
    "Authentication is required: an API key in x-api-key or as a Bearer token, or a session.",
  ),
  wrongKey: problem(401, "unauthorized", "This API key is not valid. It may have been deleted."),
  sessionEnded: problem(401, "unauthorized", "Your session has ended. Please sign in again."),
  forbidden: problem(403, "forbidden", "A session can only be used for changes from a page of this server."),
  notFound: problem(404, "not_found", "Not found."),
  tooLarge: problem(413, "too_large", "The body is larger than 64 KiB, or 768 KiB for a profile."),
  rateLimited: problem(429, "rate_limited", "Too many requests. Please wait a moment and try again."),
  internal: internalProblem("k3x9qd-7f"),
  unavailable: problem(
    503,
    "unavailable",
    "The server cannot save changes at the moment. Nothing was changed; please try again.",
  ),
} as const;

/** A 500 for a bug, with the request id to find it in the log. */
function internalProblem(requestId: string): Problem {
  return problem(500, "internal", `Something went wrong on our side. It has been logged as ${requestId}.`);
}

function problem(status: number, code: ErrorCode, error: string): Problem {
  return { status, body: { error, code } };
}

export type ResponseSet = { status?: number | string; headers: Record<string, unknown> };

/** Sends the outcome of a use case: its value, converted by `present`, or the refusal. */
export function answer<T, Json>(
  set: ResponseSet,
  outcome: Outcome<T>,
  present: (value: T) => Json,
  status = 200,
): Json | ErrorBody {
  if (!outcome.ok) return send(set, problemFor(outcome.refusal));
  set.status = status;
  return present(outcome.value);
}

/** The presenter of an empty 204. */
export const nothing = () => undefined;

export function send(set: ResponseSet, { status, body, retryAfter }: Problem): ErrorBody {
  set.status = status;
  if (retryAfter !== undefined) set.headers["retry-after"] = String(retryAfter);
  return body;
}

/** The response for an exception thrown while handling a request. */
export function problemOf(request: Request, code: unknown, error: unknown, requestId: string): Problem {
  if (error instanceof Unauthorized) return problems[error.why];
  if (error instanceof Forbidden) return problems.forbidden;
  if (error instanceof UnreadableForm) return problems[error.why];
  if (error instanceof RateLimited) return problems.rateLimited;
  if (code === "NOT_FOUND") return problems.notFound;
  if (error instanceof ValidationError && error.type !== "response") {
    const why = error.type === "body" && whyUnreadable(request);
    return why ? problems[why] : invalidProblem(detailsOf(error));
  }
  if (isUnavailable(error)) return problems.unavailable;
  return internalProblem(requestId);
}
