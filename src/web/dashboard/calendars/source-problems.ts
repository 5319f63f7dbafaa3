import type { Refusal } from "../../../domain/refusal.ts";
import { calendarProblem } from "../../../i18n/calendar-problem.ts";
import { catalogues } from "../../../i18n/texts/index.ts";
import type { DashboardTexts } from "../../../i18n/texts/dashboard-texts.ts";
import type { DashboardTranslation } from "../context.ts";
import { type Form, formWith, type ReadForm, refusedForm } from "../forms/form.ts";
import { fieldProblem } from "../forms/problem-texts.ts";
import { type Sent, valueOf } from "../forms/sent.ts";

/** The form of an account after it was refused. Why signing in failed stands at its field. */
export function refusedAccountForm(
  { texts, language }: DashboardTranslation,
  sent: Sent,
  refusal: Refusal,
): Form {
  if (typeof refusal !== "object" || !("invalid" in refusal)) return refusedForm(texts, sent, refusal);
  const { calendarProblems } = catalogues[language];
  const problems = refusal.invalid.map(({ path, message }): [string, string] => {
    const text = fieldProblem(texts, { path, message });
    const isOfSource = text === texts.problems.other;
    return [path.slice(1), isOfSource ? calendarProblem(calendarProblems, message) : text];
  });
  return { sent, problems: new Map(problems), problem: texts.problems.checkFields };
}

/** The form if one of these fields is empty, whatever else is wrong with it. */
export function withRequired<Body>(
  texts: DashboardTexts,
  read: ReadForm<Body>,
  sent: Sent,
  required: readonly string[],
): ReadForm<Body> {
  const empty = required.filter((name) => valueOf(sent, name).trim() === "");
  if (empty.length === 0) return read;
  const form = "form" in read ? read.form : { ...formWith(sent), problem: texts.problems.checkFields };
  const missing = empty.map((name): [string, string] => [name, texts.problems.required]);
  return { form: { ...form, problems: new Map([...form.problems, ...missing]) } };
}
