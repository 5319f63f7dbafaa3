import { type Html, html } from "./html.ts";

/** A field named `reason`; `hint` says what happens with the text. */
export function reasonField(field: {
  readonly label: string;
  readonly hint: Html;
  readonly isRequired: boolean;
}): Html {
  const { label, hint, isRequired } = field;
  return html`<label for="reason">${label}</label>
    <p class="hint" id="reason-hint">${hint}</p>
    <textarea
      id="reason"
      name="reason"
      maxlength="1000"
      rows="3"
      dir="auto"
      aria-describedby="reason-hint"
      ${isRequired && html` required`}
    ></textarea>`;
}
