import { addressOf } from "./address.ts";
import type { PartProps } from "./booking-page.tsx";
import { answerField } from "./form-fields.ts";
import { ProblemNote, problemProps } from "./problem-note.tsx";
import { QuestionField } from "./question-field.tsx";
import type { PageState } from "./state.ts";
import { dayText, offsetOf, timeText } from "../../language/wall-time.ts";
import { fill } from "../../language/wording.ts";

/** The form of a booking: who comes, the event's questions, and the time. */
export function DetailsPart({ state, act }: PartProps) {
  const { texts, event, host, values, problems, attempt, slot, timeZone, trouble, nearest } = state;
  const sending = state.live?.sending ?? "no";
  const isTaken = trouble === "taken" || nearest.length > 0;
  const field = (name: string) => ({
    ...problemProps(problems, name),
    name,
    id: name,
    defaultValue: values[name]?.[0],
  });
  return (
    <section class="details" aria-labelledby="details">
      <h2 id="details" tabIndex={-1}>
        {texts.yourDetails}
      </h2>
      <form
        method="post"
        action={addressOf({ ...state, carried: {} }, {})}
        noValidate={act !== null}
        onInput={(event) => act?.keepTyped(event.currentTarget)}
        onSubmit={(event) => {
          if (!act) return;
          event.preventDefault();
          act.send(event.currentTarget);
        }}
      >
        {trouble && <TroubleNote state={state} />}
        <input type="hidden" name="timezone" value={timeZone} />
        <input type="hidden" name="attempt" value={attempt} />
        {isTaken ? (
          <NearestTimes state={state} />
        ) : (
          <input type="hidden" name="start_time" value={slot?.start} />
        )}
        <p class="field">
          <label for="attendee_name">{texts.name}</label>
          <input
            {...field("attendee_name")}
            type="text"
            autocomplete="name"
            required
            maxLength={200}
            dir="auto"
          />
          <ProblemNote state={state} name="attendee_name" />
        </p>
        <p class="field">
          <label for="attendee_email">{texts.email}</label>
          <input {...field("attendee_email")} type="email" autocomplete="email" required maxLength={254} />
          <ProblemNote state={state} name="attendee_email" />
        </p>
        {event.questions.map((question) => (
          <QuestionField key={question.id} state={state} question={question} />
        ))}
        <p class="field">
          <label for="notes">
            {fill(texts.notes, { host: host.name })} <span class="quiet">{texts.optional}</span>
          </label>
          <textarea {...field("notes")} rows={3} maxLength={5000} dir="auto" />
          <ProblemNote state={state} name="notes" />
        </p>
        <button type="submit" class="primary" aria-disabled={sending !== "no"}>
          {sending === "no"
            ? event.requires_confirmation
              ? texts.requestButton
              : texts.confirmButton
            : texts.sending}
        </button>
        {sending === "slowly" && <p class="quiet">{texts.sendingSlowly}</p>}
      </form>
    </section>
  );
}

function TroubleNote({ state }: { readonly state: PageState }) {
  const { texts, trouble, nearest } = state;
  const words = { fields: texts.mendFields, offline: texts.offline, unreachable: texts.unreachable };
  if (trouble === null) return null;
  const sentence =
    trouble in words ? words[trouble as keyof typeof words] : texts[trouble as keyof typeof texts];
  return (
    <div class="alert" role="alert" tabIndex={-1} id="trouble">
      <p>{sentence as string}</p>
      {trouble === "taken" && nearest.length === 0 && <p>{texts.takenNoneNear}</p>}
    </div>
  );
}

/** Other times to take instead, with everything typed still in the form. */
function NearestTimes({ state }: { readonly state: PageState }) {
  const { texts, nearest, problems, locale, clock } = state;
  if (nearest.length === 0) return null;
  return (
    <fieldset class="nearest" {...problemProps(problems, "start_time")}>
      <legend>{texts.nearestTimes}</legend>
      {nearest.map(({ start, start_local }) => (
        <label key={start} class="choice">
          <input type="radio" name="start_time" value={start} required />
          <span>
            {dayText(locale, start_local)}, {timeText(locale, clock, start_local)}{" "}
            <small class="quiet">{offsetOf(start_local)}</small>
          </span>
        </label>
      ))}
      {problems["start_time"] && (
        <span class="problem" id="start_time-problem">
          {texts.pickAnother}
        </span>
      )}
    </fieldset>
  );
}

/** The first field on the page that something is wrong with. */
export function firstProblem({ problems, event }: PageState): string | undefined {
  const inOrder = ["start_time", "attendee_name", "attendee_email"].concat(
    event.questions.map(({ id }) => answerField(id)),
    "notes",
  );
  return inOrder.find((name) => name in problems);
}
