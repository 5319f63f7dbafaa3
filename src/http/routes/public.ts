import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { parseDate } from "../../domain/clock.ts";
import { MAX_ANSWER_LENGTH } from "../../domain/questions.ts";
import type { Outcome } from "../../domain/refusal.ts";
import { done, invalid } from "../../domain/refusal.ts";
import { book, type BookCommand } from "../../usecases/book.ts";
import type { Deps } from "../../usecases/deps.ts";
import { publicProfile } from "../../usecases/hosts.ts";
import { type FreeSlots, listSlotsAs, type SlotsQuery } from "../../usecases/list-slots.ts";
import { answer, problemFor, send } from "../errors.ts";
import {
  date,
  instant,
  instantOf,
  mailAddress,
  noQuery,
  oneLine,
  strictObject,
  text,
  timeZone,
  trimmed,
} from "../fields.ts";
import { bookedJson, profileJson, slotsJson } from "../present.ts";

const MAX_DAYS = 62;

const answerValue = Type.Union(
  [
    text(MAX_ANSWER_LENGTH),
    Type.Number(),
    Type.Boolean(),
    Type.Array(text(MAX_ANSWER_LENGTH), { maxItems: 100 }),
    Type.Null(),
  ],
  { says: "must be text, a number, true or false, or a list of texts" },
);

const bookBody = strictObject({
  attendee_name: oneLine(200, { description: "Full name.", examples: ["Jason Johnson"] }),
  attendee_email: mailAddress(),
  start_time: instant({ description: "A free start, as /v1/slots lists them." }),
  timezone: timeZone({ description: "The attendee's time zone." }),
  notes: Type.Optional(
    text(5000, {
      description: "A message to the host.",
      examples: ["Looking to discuss the enterprise plan"],
    }),
  ),
  answers: Type.Optional(
    Type.Array(
      strictObject({
        question_id: Type.Union([Type.String({ maxLength: 64 }), Type.Integer()], {
          says: "must be a question's id",
        }),
        answer: answerValue,
      }),
      { maxItems: 100, description: "Answers to the event type's questions." },
    ),
  ),
});

const slotsQuery = strictObject({
  date: Type.Optional(date({ description: "One day." })),
  from: Type.Optional(date({ description: "The first day." })),
  to: Type.Optional(date({ description: "The last day, included; 62 days at most in all." })),
  timezone: Type.Optional(timeZone({ description: "Whose days and local times; the host's if absent." })),
});

/** What anybody may do: look at a host, see free slots, book one. */
export function publicRoutes(deps: Deps) {
  return new Elysia({ name: "public", prefix: "/v1" })
    .get(
      "/u/:username",
      async ({ params, set }) => answer(set, await publicProfile(deps, params.username), profileJson),
      { query: noQuery },
    )
    .get(
      "/slots/:username/:event_slug",
      async ({ params, query, set }) => {
        const asked = slotsAsked(query);
        if (!asked.ok) return send(set, problemFor(asked.refusal));
        const { username, event_slug } = params;
        const outcome = await listSlotsAs(slotsText, deps, username, event_slug, asked.value);
        if (outcome.ok) set.headers["content-type"] = "application/json;charset=utf-8";
        return answer(set, outcome, (text) => text);
      },
      { query: slotsQuery },
    )
    .post(
      "/book/:username/:event_slug",
      async ({ params, body, request, set }) => {
        const key = idempotencyKey(request.headers);
        if (!key.ok) return send(set, problemFor(key.refusal));
        const wanted = {
          hostSlug: params.username,
          eventSlug: params.event_slug,
          attendeeName: body.attendee_name.trim(),
          attendeeEmail: body.attendee_email,
          attendeeTimeZone: body.timezone,
          startsAt: instantOf(body.start_time),
          notes: trimmed(body.notes),
          answers: body.answers ?? [],
        };
        const outcome = await book(deps, { ...wanted, once: onceUnder(key.value, wanted) });
        return answer(set, outcome, (booking) => bookedJson(deps.tokens, booking), 201);
      },
      { query: noQuery, body: bookBody },
    );
}

function slotsText(slots: FreeSlots): string {
  return JSON.stringify(slotsJson(slots));
}

type DateRange = { date?: string; from?: string; to?: string; timezone?: string };

function slotsAsked({ date, from, to, timezone }: DateRange): Outcome<SlotsQuery> {
  if (date !== undefined && (from !== undefined || to !== undefined)) {
    return invalid("/date", "must stand alone, or give from and to without it");
  }
  if (date === undefined && (from === undefined || to === undefined)) {
    return invalid("/date", "is required, or both from and to");
  }
  const range = { from: parseDate(date ?? from!)!, to: parseDate(date ?? to!)! };
  if (range.to < range.from) return invalid("/to", "must not be before from");
  if (range.to - range.from >= MAX_DAYS)
    return invalid("/to", `must be within ${MAX_DAYS} days, the first included`);
  return done({ ...range, timeZone: timezone });
}

function idempotencyKey(headers: Headers): Outcome<string | undefined> {
  const key = headers.get("idempotency-key") ?? undefined;
  if (key !== undefined && !/^[\x21-\x7e]{1,255}$/.test(key)) {
    return invalid("/idempotency-key", "must be 1 to 255 visible ASCII characters");
  }
  return done(key);
}

function onceUnder(key: string | undefined, wanted: Omit<BookCommand, "once">): BookCommand["once"] {
  if (key === undefined) return undefined;
  const requestHash = new Bun.CryptoHasher("sha256").update(JSON.stringify(wanted)).digest("hex");
  return { key, requestHash };
}
