import type { Question } from "../../domain/records.ts";

/** What was typed, by the name of the field; a choice of several has several values. */
export type Values = Readonly<Record<string, readonly string[]>>;

/** What is wrong with a field, by its name. */
export type Problems = Readonly<Record<string, Problem>>;
type Problem = "required" | "email" | "code" | "number" | "phone" | "url" | "invalid";

/** A refusal as the API words it. */
export type Detail = { readonly path: string; readonly message: string };

/** The fields' names are the API's; the answer to a question is `answers[id]`, in a query as in a form. */
export function answerField(questionId: string): string {
  return `answers[${questionId}]`;
}

/** The button that asks for another code. */
export const NEW_CODE = "new_code";

/** Everything typed into fields that the form has, of the pairs of a form or a query; the names of others are never keys. */
export function valuesOf(pairs: Iterable<readonly [string, unknown]>): Values {
  const values: Record<string, string[]> = {};
  for (const [name, value] of pairs)
    if (typeof value === "string" && FIELD.test(name)) (values[name] ??= []).push(value);
  return values;
}

const FIELD =
  /^(attendee_name|attendee_email|notes|start_time|timezone|attempt|email_code|new_code|answers\[.+\])$/s;

/** What a booking's body asks for, as `POST /v1/book` takes it. */
export type BookingBody = {
  readonly attendee_name: string;
  readonly attendee_email: string;
  readonly start_time: string;
  readonly timezone: string;
  readonly notes?: string;
  readonly email_code?: string;
  readonly answers: readonly { readonly question_id: string; readonly answer: string | boolean | string[] }[];
};

/** The body that the form's values ask for. Fields left empty are left out, so that only real answers are judged. */
export function bodyOf(values: Values, questions: readonly Question[]): BookingBody {
  const first = (name: string) => values[name]?.[0] ?? "";
  const notes = first("notes").trim();
  const code = values[NEW_CODE] ? "" : first("email_code").replaceAll(/\s/g, "");
  return {
    attendee_name: first("attendee_name").trim(),
    attendee_email: first("attendee_email").trim(),
    start_time: first("start_time"),
    timezone: first("timezone"),
    ...(notes !== "" && { notes: notes.replaceAll("\r\n", "\n") }),
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
 * Finds the fields of the form that a refusal of `body` is about. The API judges answers only once all else is right;
 * people want to hear of every empty field at once.
 */
export function problemsOf(
  details: readonly Detail[],
  body: BookingBody,
  questions: readonly Question[],
): Problems {
  const problems: Record<string, Problem> = { ...missingIn(body, questions) };
  for (const { path } of details) {
    const [, top = "", index] = path.split("/");
    if (top === "answers" && index === undefined) continue;
    if (top === "answers") Object.assign(problems, wrongAnswer(body, questions, Number(index)));
    else problems[top] = fieldProblem(top, body);
  }
  return problems;
}

function missingIn(body: BookingBody, questions: readonly Question[]): Problems {
  const isMissing = ({ id, required }: Question) =>
    required && !body.answers.some(({ question_id }) => question_id === id);
  return Object.fromEntries(questions.filter(isMissing).map(({ id }) => [answerField(id), "required"]));
}

function wrongAnswer(body: BookingBody, questions: readonly Question[], index: number): Problems {
  const id = body.answers[index]?.question_id;
  const question = questions.find((one) => one.id === id);
  if (!question) return {};
  const { type } = question;
  const problem = type === "number" || type === "phone" || type === "url" ? type : "invalid";
  return { [answerField(question.id)]: problem };
}

function fieldProblem(name: string, body: BookingBody): Problem {
  const value = (body as Readonly<Record<string, unknown>>)[name];
  if (value === "" || value === undefined) return "required";
  if (name === "email_code") return "code";
  return name === "attendee_email" ? "email" : "invalid";
}
