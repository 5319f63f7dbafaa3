import type { ComponentChildren } from "preact";
import type { Form } from "./form.ts";
import { valueOf } from "./sent.ts";

type FieldProps = {
  readonly form: Form;
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
};

/** What describes a field to screen readers: its hint, and its problem. */
function descriptionOf(form: Form, name: string, hint: unknown, id = name): Record<string, string> {
  const ids = [hint !== undefined && `${id}-hint`, form.problems.has(name) && `${id}-problem`];
  const described = ids.filter((id) => id !== false).join(" ");
  return {
    ...(described !== "" && { "aria-describedby": described }),
    ...(form.problems.has(name) && { "aria-invalid": "true" }),
  };
}

type NotesProps = Pick<FieldProps, "form" | "name" | "hint"> & { readonly id?: string };

function Notes({ form, name, hint, id = name }: NotesProps) {
  const problem = form.problems.get(name);
  return (
    <>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem !== undefined && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </>
  );
}

type InputProps = FieldProps & {
  /** Another id than the name, for pages with two fields of the name. */
  readonly id?: string;
  readonly type?: "text" | "email" | "url" | "password" | "date" | "time" | "file";
  readonly required?: boolean;
  readonly autocomplete?: string;
  readonly max?: number;
  readonly placeholder?: string;
  readonly inputMode?: "numeric" | "url";
  readonly prefix?: string;
  readonly focus?: boolean;
  readonly accept?: string;
};

/** A labelled input. Passwords and files are never sent back. */
export function Input(props: InputProps) {
  const {
    form,
    name,
    id = name,
    label,
    hint,
    type = "text",
    max,
    prefix,
    focus = false,
    ...attributes
  } = props;
  const { autocomplete, required, placeholder, inputMode, accept } = attributes;
  const isKept = type !== "password" && type !== "file";
  const input = (
    <input
      id={id}
      name={name}
      {...({ type } as object)}
      {...(isKept && { value: valueOf(form.sent, name) })}
      {...(required === true && { required: true })}
      {...(autocomplete !== undefined && { autocomplete })}
      {...(max !== undefined && { maxLength: max })}
      {...(placeholder !== undefined && { placeholder })}
      {...(inputMode !== undefined && { inputMode })}
      {...(accept !== undefined && { accept })}
      {...(focus && { autofocus: true })}
      {...descriptionOf(form, name, hint, id)}
    />
  );
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {prefix === undefined ? (
        input
      ) : (
        <span class="prefixed">
          <span class="prefix">{prefix}</span>
          {input}
        </span>
      )}
      <Notes form={form} name={name} hint={hint} id={id} />
    </div>
  );
}

type NumberProps = FieldProps & {
  readonly unit: string;
  readonly required?: boolean;
  readonly placeholder?: string;
};

/** A number with its unit. Not `type=number`, which drops what it cannot parse before anybody can say so. */
export function NumberInput({ form, name, label, hint, unit, required = false, placeholder }: NumberProps) {
  return (
    <div class="field number">
      <label for={name}>{label}</label>
      <span class="with-unit">
        <input
          id={name}
          name={name}
          inputMode="numeric"
          value={valueOf(form.sent, name)}
          {...(required && { required: true })}
          {...(placeholder !== undefined && { placeholder })}
          {...descriptionOf(form, name, hint)}
        />
        <span class="unit">{unit}</span>
      </span>
      <Notes form={form} name={name} hint={hint} />
    </div>
  );
}

type TextAreaProps = FieldProps & { readonly rows?: number; readonly max?: number };

export function TextArea({ form, name, label, hint, rows = 3, max }: TextAreaProps) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <textarea
        id={name}
        name={name}
        rows={rows}
        {...(max !== undefined && { maxLength: max })}
        {...descriptionOf(form, name, hint)}
      >
        {valueOf(form.sent, name)}
      </textarea>
      <Notes form={form} name={name} hint={hint} />
    </div>
  );
}

/** A checkbox, with a hidden field that says that the form has it. */
export function Checkbox({ form, name, label, hint }: FieldProps) {
  return (
    <div class="field">
      <input type="hidden" name={name} value="off" />
      <label class="choice">
        <input
          type="checkbox"
          id={name}
          name={name}
          value="on"
          checked={valueOf(form.sent, name) === "on"}
          {...descriptionOf(form, name, hint)}
        />
        {label}
      </label>
      <Notes form={form} name={name} hint={hint} />
    </div>
  );
}

export type Option = { readonly value: string; readonly label: string };

type SelectProps = FieldProps & {
  readonly options: readonly Option[];
  readonly focus?: boolean;
  /** Whether the script chooses the browser's time zone. */
  readonly detectsZone?: boolean;
};

export function Select(props: SelectProps) {
  const { form, name, label, hint, options, focus = false, detectsZone = false } = props;
  const chosen = valueOf(form.sent, name);
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select
        id={name}
        name={name}
        {...(focus && { autofocus: true })}
        {...(detectsZone && { "data-detect": "" })}
        {...descriptionOf(form, name, hint)}
      >
        {options.map(({ value, label: words }) => (
          <option value={value} selected={value === chosen}>
            {words}
          </option>
        ))}
      </select>
      <Notes form={form} name={name} hint={hint} />
    </div>
  );
}

/** What is wrong with the form as a whole; nothing if nothing is. */
export function FormProblem({ form }: { readonly form: Form }) {
  if (form.problem === null) return null;
  return (
    <p class="alert" role="alert" id="form-problem">
      {form.problem}
    </p>
  );
}

/** A hidden field. */
export function Hidden({ name, value }: { readonly name: string; readonly value: string | number }) {
  return <input type="hidden" name={name} value={String(value)} />;
}
