import type { Answer, AnswerValue, EventTypeSettings, Question } from "./records.ts";
import type { FieldError, Invalid } from "./refusal.ts";
import { codePointsIn, hasAtMost, oneLine, tidied } from "./text/typed-text.ts";

/** An answer as it was submitted. */
export type GivenAnswer = { readonly question_id: string | number; readonly answer: AnswerValue | null };

/** The maximum length of one answer, in code points. */
export const MAX_ANSWER_LENGTH = 5_000;

/** The id of the question for the attendee's number. Its label is the server's, so pages and emails translate it. */
export const NUMBER_QUESTION = "phone_number";

/** What attendees are asked: their number first, if the host calls them and asks for none. */
export function questionsOf({
  location_type,
  location,
  questions,
}: Pick<EventTypeSettings, "location_type" | "location" | "questions">): readonly Question[] {
  const asks = questions.some(({ id, type }) => type === "phone" || id === NUMBER_QUESTION);
  if (location_type !== "phone" || location !== null || asks) return questions;
  return [{ id: NUMBER_QUESTION, label: "Phone number", type: "phone", required: true }, ...questions];
}

/**
 * Validates answers against an event type's questions. Returns the answers to store in the questions' order, or the errors by
 * position in the body. An empty answer counts as no answer.
 */
export function checkAnswers(
  questions: readonly Question[],
  given: readonly GivenAnswer[],
): { answers: Answer[] } | Invalid {
  const problems: FieldError[] = [];
  const byId = new Map<string, AnswerValue>();
  given.forEach(({ question_id, answer: typed }, index) => {
    const id = String(question_id);
    const question = questions.find((one) => one.id === id);
    const answer = question?.type === "phone" ? plainPhone(typed) : typed;
    const problem = question ? problemWith(question, answer, byId.has(id)) : NO_SUCH_QUESTION;
    if (problem) problems.push({ path: `/answers/${index}/${problem.at}`, message: problem.message });
    else if (!isEmpty(answer)) byId.set(id, answer as AnswerValue);
  });
  for (const { id, label, required } of questions) {
    if (
      required &&
      !byId.has(id) &&
      !given.some((one) => String(one.question_id) === id && !isEmpty(one.answer))
    ) {
      problems.push({
        path: "/answers",
        message: `must answer “${label}” (question_id ${JSON.stringify(id)})`,
      });
    }
  }
  if (problems.length > 0) return { invalid: problems };
  return {
    answers: questions
      .filter(({ id }) => byId.has(id))
      .map(({ id, label, type }) => ({
        question_id: id,
        label,
        answer: byId.get(id)!,
        ...(chosenTypes.has(type) && { is_chosen: true }),
      })),
  };
}

/** Types whose answers are a tick or the host's own options. */
const chosenTypes = new Set<Question["type"]>(["checkbox", "select", "multi_select"]);

type Complaint = { readonly at: "question_id" | "answer"; readonly message: string };

const NO_SUCH_QUESTION: Complaint = {
  at: "question_id",
  message: "must be the id of one of this event type's questions",
};

function problemWith(question: Question, answer: AnswerValue | null, again: boolean): Complaint | undefined {
  if (again) return { at: "question_id", message: "must not be answered twice" };
  if (isEmpty(answer)) return undefined;
  const message = complaintAbout(question, answer as AnswerValue);
  return message === undefined ? undefined : { at: "answer", message };
}

function complaintAbout({ type, options = [], required }: Question, answer: AnswerValue): string | undefined {
  switch (type) {
    case "number":
      return isNumeric(answer) ? undefined : "must be a number";
    case "checkbox":
      if (typeof answer !== "boolean") return "must be true or false";
      return required && !answer ? "must be checked" : undefined;
    case "multi_select":
      return isChoiceList(answer, options.map(tidied))
        ? undefined
        : `must be a list from: ${options.join(", ")}`;
    case "select":
      return options.map(tidied).includes(answer as string)
        ? undefined
        : `must be one of: ${options.join(", ")}`;
    case "phone":
      return isText(answer) && isPhone(answer) ? undefined : "must be a phone number";
    case "url":
      return isText(answer) && isWebAddress(answer)
        ? undefined
        : "must be a URL that begins with https:// or http://";
    case "text":
      return isText(answer) && !/[\r\n]/.test(answer) ? undefined : "must be a single line of text";
    case "textarea":
      return isText(answer) ? undefined : "must be a string";
  }
}

const PHONE = /^\+?[\d\s().\-/]{3,40}(\s?(x|ext\.?)\s?\d{1,8})?$/i;

function isPhone(text: string): boolean {
  return PHONE.test(text) && /(\d\D*){3}/.test(text);
}

/** A phone number with plain digits and hyphens, without the invisible marks that address books add. */
function plainPhone(typed: AnswerValue | null): AnswerValue | null {
  if (typeof typed !== "string") return typed;
  return oneLine(typed.normalize("NFKC").replaceAll(/[\u2010-\u2015\u2212]/g, "-"));
}

function isText(answer: AnswerValue): answer is string {
  return typeof answer === "string" && hasAtMost(answer, MAX_ANSWER_LENGTH);
}

function isNumeric(answer: AnswerValue): boolean {
  if (typeof answer === "number") return Number.isFinite(answer);
  return typeof answer === "string" && /^-?\d{1,15}([.,]\d{1,15})?$/.test(answer.trim());
}

function isChoiceList(answer: AnswerValue, options: readonly string[]): boolean {
  return (
    Array.isArray(answer) &&
    answer.every((choice) => options.includes(choice)) &&
    new Set(answer).size === answer.length
  );
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text);
}

function isEmpty(answer: AnswerValue | null): boolean {
  if (answer === null) return true;
  if (typeof answer === "string") return answer.trim() === "";
  return Array.isArray(answer) && answer.length === 0;
}

/** The most characters of all questions of an event type together; every visitor downloads them. */
const MOST_CHARACTERS = 20_000;

/** Finds what a schema cannot check: too much text, duplicate ids, choices without options. */
export function questionProblems(questions: readonly Question[]): FieldError[] {
  if (charactersOf(questions) > MOST_CHARACTERS)
    return [{ path: "/questions", message: "must have at most 20,000 characters in all" }];
  return questions.flatMap(({ id, type, options }, index) => {
    const problems: FieldError[] = [];
    if (questions.findIndex((one) => one.id === id) !== index) {
      problems.push({ path: `/questions/${index}/id`, message: "must be unique" });
    }
    const isChoice = type === "select" || type === "multi_select";
    if (isChoice && !options?.length) {
      problems.push({
        path: `/questions/${index}/options`,
        message: `must list the choices of a ${type} question`,
      });
    }
    return problems;
  });
}

function charactersOf(questions: readonly Question[]): number {
  const texts = questions.flatMap(({ label, options = [], placeholder = "" }) => [
    label,
    placeholder,
    ...options,
  ]);
  return texts.reduce((sum, text) => sum + codePointsIn(text), 0);
}
