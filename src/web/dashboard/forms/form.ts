import type { Static, TSchema } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import type { FieldError, Refusal } from "../../../domain/refusal.ts";
import { problemFor } from "../../../http/errors.ts";
import { detailsAbout } from "../../../http/error-details.ts";
import type { DashboardTexts } from "../../../i18n/texts/dashboard-texts.ts";
import { bodyFrom } from "./read-body.ts";
import { fieldProblem, refusalText } from "./problem-texts.ts";
import { nothingSent, type Sent } from "./sent.ts";

/** A form as a page shows it: what is typed in it, and what is wrong with it. */
export type Form = {
  readonly sent: Sent;
  /** What is wrong, by the names of the fields. */
  readonly problems: ReadonlyMap<string, string>;
  /** What is wrong with the whole form; null for nothing. */
  readonly problem: string | null;
};

export function formWith(sent: Sent): Form {
  return { sent, problems: new Map(), problem: null };
}

export const emptyForm = formWith(nothingSent);

/** A form's body if it is valid, otherwise the form with its problems. */
export type ReadForm<Body> = { readonly body: Body } | { readonly form: Form };

/** Reads a form by the schema of the API's body; `fields` are the properties that the form has. See `bodyFrom`. */
export function readForm<Schema extends TSchema & { readonly properties: Record<string, TSchema> }>(
  texts: DashboardTexts,
  schema: Schema,
  sent: Sent,
  fields: readonly (keyof Static<Schema> & string)[],
  kind: "change" | "new" = "new",
): ReadForm<Static<Schema>> {
  const body = bodyFrom(schema, sent, fields, kind);
  if (Value.Check(schema, body)) return { body };
  const errors = detailsAbout(Value.Errors(schema, body));
  return { form: formWithErrors(texts, sent, errors) };
}

/** The form with errors in its fields. */
export function formWithErrors(texts: DashboardTexts, sent: Sent, errors: readonly FieldError[]): Form {
  const problems = new Map(errors.map((error) => [nameOf(error.path), fieldProblem(texts, error)]));
  return { sent, problems, problem: texts.problems.checkFields };
}

/** The form after its use case refused it. */
export function refusedForm(texts: DashboardTexts, sent: Sent, refusal: Refusal): Form {
  if (typeof refusal === "object" && "invalid" in refusal)
    return formWithErrors(texts, sent, refusal.invalid);
  const field = refusal === "slug_taken" ? "slug" : refusal === "email_taken" ? "email" : undefined;
  const problem = refusalText(texts, refusal, problemFor(refusal).retryAfter);
  if (field === undefined) return { sent, problems: new Map(), problem };
  return { sent, problems: new Map([[field, problem]]), problem: texts.problems.checkFields };
}

/** The name of the field at a JSON pointer: `/questions/0/label` is `questions.0.label`. */
function nameOf(path: string): string {
  return path.slice(1).replaceAll("/", ".");
}
