import { NUMBER_QUESTION } from "../domain/questions.ts";
import type { Answer, AnswerValue } from "../domain/records.ts";
import type { Language } from "./locale.ts";
import { catalogues } from "./texts/index.ts";

/** An answer in words. */
export function answerText(answer: AnswerValue, language: Language): string {
  const { yes, no } = catalogues[language].answers;
  if (typeof answer === "boolean") return answer ? yes : no;
  return Array.isArray(answer) ? answer.join(", ") : String(answer);
}

/** The label of an answer: the host's words, except for the question that the server asks itself. */
export function answerLabel(
  { question_id, label }: Pick<Answer, "question_id" | "label">,
  language: Language,
): string {
  return question_id === NUMBER_QUESTION ? catalogues[language].booking.phoneNumber : label;
}
