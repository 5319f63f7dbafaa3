import { NUMBER_QUESTION } from "../../../domain/questions.ts";
import type { Question } from "../../../domain/records.ts";
import { answerField } from "../form-fields.ts";
import { maxUnits, ProblemNote, problemProps } from "./problem-note.tsx";
import type { PageState } from "../state.ts";

type FieldProps = { readonly state: PageState; readonly question: Question };

/** A question of the event type as a form field. */
export function QuestionField({ state, question }: FieldProps) {
  if (question.type === "checkbox") return <CheckboxField state={state} question={question} />;
  if (question.type === "multi_select") return <ManyField state={state} question={question} />;
  const name = answerField(question.id);
  return (
    <p class="field">
      <label for={name}>
        <QuestionLabel state={state} question={question} />
      </label>
      <OneField state={state} question={question} />
      <ProblemNote state={state} name={name} />
    </p>
  );
}

function QuestionLabel({ state, question }: FieldProps) {
  const label = question.id === NUMBER_QUESTION ? state.texts.phoneNumber : question.label;
  return (
    <>
      <bdi>{label}</bdi> {!question.required && <span class="quiet">{state.texts.optional}</span>}
    </>
  );
}

const inputs = {
  text: { type: "text" },
  number: { type: "text", inputMode: "decimal" },
  phone: { type: "tel", autocomplete: "tel" },
  url: { type: "url", autocomplete: "url" },
} as const;

function OneField({ state, question }: FieldProps) {
  const { type, required, placeholder, options = [] } = question;
  const name = answerField(question.id);
  const value = state.values[name]?.[0];
  const props = { id: name, name, required, placeholder, ...problemProps(state.problems, name) };
  if (type === "textarea")
    return <textarea {...props} rows={3} maxLength={maxUnits(5000)} defaultValue={value} dir="auto" />;
  if (type !== "select") {
    const kind = inputs[type as keyof typeof inputs];
    return <input {...props} {...kind} maxLength={maxUnits(5000)} defaultValue={value} dir="auto" />;
  }
  return (
    <select {...props}>
      <option value="">{state.texts.choose}</option>
      {options.map((option) => (
        <option key={option} selected={option === value}>
          {option}
        </option>
      ))}
    </select>
  );
}

function CheckboxField({ state, question }: FieldProps) {
  const name = answerField(question.id);
  return (
    <p class="field">
      <label class="choice">
        <input
          type="checkbox"
          id={name}
          name={name}
          value="yes"
          required={question.required}
          defaultChecked={isChecked(state.values[name])}
          {...problemProps(state.problems, name)}
        />
        <span>
          <QuestionLabel state={state} question={question} />
        </span>
      </label>
      <ProblemNote state={state} name={name} />
    </p>
  );
}

function isChecked(values: readonly string[] | undefined): boolean {
  return values !== undefined && !["", "no", "false", "0"].includes(values[0] ?? "");
}

function ManyField({ state, question }: FieldProps) {
  const name = answerField(question.id);
  return (
    <fieldset class="field" id={name} tabIndex={-1} {...problemProps(state.problems, name)}>
      <legend>
        <QuestionLabel state={state} question={question} />
      </legend>
      {(question.options ?? []).map((option) => (
        <label key={option} class="choice">
          <input
            type="checkbox"
            name={name}
            value={option}
            defaultChecked={state.values[name]?.includes(option) ?? false}
          />
          <bdi>{option}</bdi>
        </label>
      ))}
      <ProblemNote state={state} name={name} />
    </fieldset>
  );
}
