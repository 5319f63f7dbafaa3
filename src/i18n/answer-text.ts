import type { AnswerValue } from "../domain/records.ts";
import type { Language } from "./locale.ts";
import { catalogues } from "./texts/index.ts";

/** An answer in words. */
export function answerText(answer: AnswerValue, language: Language): string {
  const { yes, no } = catalogues[language].answers;
  if (typeof answer === "boolean") return answer ? yes : no;
  return Array.isArray(answer) ? answer.join(", ") : String(answer);
}
