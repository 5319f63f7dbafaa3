import { maxUnits, ProblemNote, problemProps } from "./problem-note.tsx";
import { QuestionField } from "./question-field.tsx";
import type { PageState } from "../state.ts";
import { fill } from "../../../i18n/wording.ts";

/** Name and email, the event type's questions, and a message to the host. */
export function AttendeeFields({ state }: { readonly state: PageState }) {
  const { texts, event, host, values, problems } = state;
  const field = (name: string) => ({
    ...problemProps(problems, name),
    name,
    id: name,
    defaultValue: values[name]?.[0],
  });
  return (
    <>
      <p class="field">
        <label for="attendee_name">{texts.name}</label>
        <input
          {...field("attendee_name")}
          type="text"
          autocomplete="name"
          required
          maxLength={maxUnits(200)}
          dir="auto"
        />
        <ProblemNote state={state} name="attendee_name" />
      </p>
      <p class="field">
        <label for="attendee_email">{texts.email}</label>
        <input {...field("attendee_email")} type="email" autocomplete="email" required maxLength={254} />
        <ProblemNote state={state} name="attendee_email" />
      </p>
      {state.codeSent && (
        <p class="field">
          <label for="email_code">{texts.code}</label>
          <input
            {...field("email_code")}
            type="text"
            inputMode="numeric"
            autocomplete="one-time-code"
            required
            maxLength={7}
          />
          <ProblemNote state={state} name="email_code" />
        </p>
      )}
      {event.questions.map((question) => (
        <QuestionField key={question.id} state={state} question={question} />
      ))}
      {event.max_guests > 0 && (
        <p class="field">
          <label for="guests">
            {texts.guests} <span class="quiet">{texts.optional}</span>
          </label>
          <textarea
            {...field("guests")}
            rows={Math.min(event.max_guests, 3)}
            maxLength={5_000}
            inputMode="email"
            autocapitalize="off"
            spellcheck={false}
            aria-describedby={"guests" in problems ? "guests-problem guests-hint" : "guests-hint"}
          />
          <span class="quiet" id="guests-hint">
            {fill(texts.guestsHint, { count: String(event.max_guests) })}
          </span>
          <ProblemNote state={state} name="guests" />
        </p>
      )}
      <p class="field">
        <label for="notes">
          {fill(texts.notes, { host: host.name })} <span class="quiet">{texts.optional}</span>
        </label>
        <textarea {...field("notes")} rows={3} maxLength={maxUnits(5000)} dir="auto" />
        <ProblemNote state={state} name="notes" />
      </p>
    </>
  );
}
