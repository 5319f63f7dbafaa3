import type { ComponentChildren } from "preact";

type ReasonFieldProps = {
  readonly label: string;
  readonly hint: ComponentChildren;
  readonly isRequired?: boolean;
};

/** A field named `reason`; `hint` says what happens with the text. */
export function ReasonField({ label, hint, isRequired = false }: ReasonFieldProps) {
  return (
    <>
      <label for="reason">{label}</label>
      <p class="hint" id="reason-hint">
        {hint}
      </p>
      <textarea
        id="reason"
        name="reason"
        // The limit is 1,000 code points; this attribute counts UTF-16 code units.
        maxlength={2000}
        rows={3}
        dir="auto"
        aria-describedby="reason-hint"
        required={isRequired}
      />
    </>
  );
}
