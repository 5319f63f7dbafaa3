import fc from "fast-check";
import { HOSTILE_TEXTS } from "./fuzz-values.ts";

/** The fields of all forms, with their maximum lengths. */
const LONGEST: Readonly<Record<string, number>> = {
  attendee_name: 200,
  attendee_email: 254,
  notes: 5_000,
  reason: 1_000,
  start_time: 40,
  timezone: 64,
  attempt: 255,
  email_code: 7,
  new_code: 3,
  "answers[company]": 5_000,
};

const HOSTILE_NAMES = [
  "__proto__",
  "constructor",
  "toString",
  "answers[__proto__]",
  "answers[constructor]",
  "answers[]",
  "answers[[x]]",
  "answers[\u202e]",
  "a[b][c]",
  "",
  "\u200b",
  "x".repeat(4_000),
  "%00",
  "=",
];

const name = fc.oneof(fc.constantFrom(...Object.keys(LONGEST)), fc.constantFrom(...HOSTILE_NAMES));
const value = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.constantFrom("2026-03-02T14:00:00Z", "Europe/Berlin", "jason@example.com", "Jason Johnson"),
);
const pairs = fc.array(fc.tuple(name, value), { maxLength: 30 });

/** Every field at its maximum length, or one character more. */
const maximal = fc
  .tuple(fc.constantFrom("x", "'", "\u00e9", "\u200b", "😀", "\n"), fc.constantFrom(0, 1))
  .map(([text, more]) =>
    Object.entries(LONGEST).map(([field, most]): [string, string] => [field, text.repeat(most + more)]),
  );

/** Thousands of fields with one name or many. */
const many = fc
  .tuple(fc.constantFrom("answers[company]", "__proto__", "f"), fc.boolean())
  .map(([field, isOne]) =>
    Array.from({ length: 3_000 }, (_, n): [string, string] => [isOne ? field : `${field}${n}`, "1"]),
  );

/** Form bodies from unusual to hostile. */
export const hostileForms: fc.Arbitrary<string> = fc
  .oneof({ weight: 6, arbitrary: pairs }, { weight: 1, arbitrary: maximal }, { weight: 1, arbitrary: many })
  .map((fields) =>
    new URLSearchParams(fields.map(([field, text]) => [field, text.toWellFormed()])).toString(),
  );
