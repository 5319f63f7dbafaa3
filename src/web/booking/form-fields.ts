import type { Question } from "../../domain/records.ts";
import { addressesIn } from "../../domain/text/address.ts";
import type { FieldError } from "../../domain/refusal.ts";

/** Form input by field name; a checkbox group has several values. */
export type Values = Readonly<Record<string, readonly string[]>>;

export type FieldProblems = Readonly<Record<string, FieldProblem>>;
type FieldProblem =
  "required" | "unticked" | "unchosen" | "email" | "guests" | "code" | "number" | "phone" | "url" | "invalid";

/** Field names are those of the API; the answer to a question is `answers[id]`, both in queries and in forms. */
export function answerField(questionId: string): string {
  return `answers[${questionId}]`;
}

/** The button that requests another code. */
export const NEW_CODE = "new_code";

/** The input for known fields from the pairs of a form or query; unknown names never become keys. */
export function valuesOf(pairs: Iterable<readonly [string, unknown]>): Values {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    if (typeof value !== "string" || !FIELD.test(name)) continue;
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  return Object.fromEntries(values);
}

const FIELD =
  /^(attendee_name|attendee_email|guests|notes|start_time|timezone|attempt|email_code|new_code|duration_minutes|link|reason|answers\[.+\])$/s;

/** The body of `POST /v1/book`. */
export type BookingBody = {
  readonly attendee_name: string;
  readonly attendee_email: string;
  readonly start_time: string;
  readonly timezone: string;
  readonly duration_minutes?: number;
  readonly guests?: readonly string[];
  readonly link?: string;
  readonly notes?: string;
  readonly email_code?: string;
  /** Only of a rescheduling. */
  readonly reason?: string;
  readonly answers: readonly { readonly question_id: string; readonly answer: string | boolean | string[] }[];
};

/** The body for the form's input. Empty fields are left out, so that only real answers are validated. */
export function bodyOf(values: Values, questions: readonly Question[]): BookingBody {
  const first = (name: string) => values[name]?.[0] ?? "";
  const guests = addressesIn(first("guests"));
  const notes = first("notes").trim();
  const reason = first("reason").trim();
  const code = values[NEW_CODE] ? "" : first("email_code").replaceAll(/\s/g, "");
  return {
    attendee_name: first("attendee_name").trim(),
    attendee_email: first("attendee_email").trim(),
    start_time: first("start_time"),
    timezone: first("timezone"),
    ...(first("duration_minutes") !== "" && { duration_minutes: Number(first("duration_minutes")) }),
    ...(guests.length > 0 && { guests }),
    ...(first("link") !== "" && { link: first("link") }),
    ...(notes !== "" && { notes: notes.replaceAll("\r\n", "\n") }),
    ...(reason !== "" && { reason: reason.replaceAll("\r\n", "\n") }),
    ...(code !== "" && { email_code: code }),
    answers: questions
      .filter((question) => isAnswered(question, values))
      .map((question) => ({
        question_id: question.id,
        answer: answerOf(question, values[answerField(question.id)]!),
      })),
  };
}

function isAnswered({ id }: Question, values: Values): boolean {
  return (values[answerField(id)] ?? []).some((value) => value.trim() !== "");
}

function answerOf({ type }: Question, given: readonly string[]): string | boolean | string[] {
  if (type === "checkbox") return true;
  if (type === "multi_select") return [...given];
  return given[0]!.trim().replaceAll("\r\n", "\n");
}

/**
 * Finds the fields that a refusal of `body` is about. The API validates answers last, but people should see every empty field
 * at once.
 */
export function problemsOf(
  details: readonly FieldError[],
  body: BookingBody,
  questions: readonly Question[],
): FieldProblems {
  const wrong = details.flatMap(({ path }) => {
    const [, top = "", index] = path.split("/");
    if (top !== "answers") return [[top, fieldProblem(top, body)] as const];
    return index === undefined ? [] : wrongAnswer(body, questions, Number(index));
  });
  return Object.fromEntries([...missingIn(body, questions), ...wrong]);
}

type NamedProblem = readonly [field: string, problem: FieldProblem];

function missingIn(body: BookingBody, questions: readonly Question[]): NamedProblem[] {
  const isMissing = ({ id, required }: Question) =>
    required && !body.answers.some(({ question_id }) => question_id === id);
  return questions.filter(isMissing).map(({ id, type }) => [answerField(id), missing(type)]);
}

function missing(type: Question["type"]): FieldProblem {
  if (type === "checkbox") return "unticked";
  return type === "select" || type === "multi_select" ? "unchosen" : "required";
}

function wrongAnswer(body: BookingBody, questions: readonly Question[], index: number): NamedProblem[] {
  const id = body.answers[index]?.question_id;
  const question = questions.find((one) => one.id === id);
  if (!question) return [];
  const { type } = question;
  const problem = type === "number" || type === "phone" || type === "url" ? type : "invalid";
  return [[answerField(question.id), problem]];
}

function fieldProblem(name: string, body: BookingBody): FieldProblem {
  const value = (body as Readonly<Record<string, unknown>>)[name];
  if (value === "" || value === undefined) return "required";
  if (name === "email_code") return "code";
  if (name === "guests") return "guests";
  return name === "attendee_email" ? "email" : "invalid";
}
