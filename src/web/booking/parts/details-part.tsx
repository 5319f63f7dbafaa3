import { addressOf } from "../address.ts";
import { AttendeeFields } from "./attendee-fields.tsx";
import type { PartProps } from "./part-props.ts";
import { answerField, NEW_CODE } from "../form-fields.ts";
import { RescheduleReason, RescheduleSummary } from "./rescheduling-part.tsx";
import { formErrorText } from "../page-words.ts";
import { problemProps } from "./problem-note.tsx";
import { isTimeGone, type PageState } from "../state.ts";
import { dayText, offsetOf, timeText } from "../../../i18n/wall-time.ts";

/** The booking form: name and email, questions, and the time; for a rescheduling only the time. */
export function DetailsPart({ state, act }: PartProps) {
  const { texts, attempt, asked, slot, timeZone, formError, rescheduling } = state;
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
          act.send(event.currentTarget, event.submitter);
        }}
      >
        {formError && <FormErrorNote state={state} />}
        {rescheduling && <RescheduleSummary state={state} rescheduling={rescheduling} />}
        <input type="hidden" name="timezone" value={timeZone} />
        {!rescheduling && <input type="hidden" name="attempt" value={attempt} />}
        {!rescheduling && asked.duration !== undefined && (
          <input type="hidden" name="duration_minutes" value={asked.duration} />
        )}
        {!rescheduling && asked.link !== undefined && <input type="hidden" name="link" value={asked.link} />}
        {isTimeGone(state) ? (
          <NearestTimes state={state} />
        ) : (
          <input type="hidden" name="start_time" value={slot?.start} />
        )}
        {!rescheduling && <AttendeeFields state={state} />}
        {rescheduling && <RescheduleReason state={state} rescheduling={rescheduling} />}
        <SendButton state={state} />
        {state.codeSent && (
          <button type="submit" name={NEW_CODE} value="yes" formNoValidate>
            {texts.newCode}
          </button>
        )}
        {rescheduling && <p class="quiet">{rescheduling.words.keep}</p>}
      </form>
    </section>
  );
}

/** Hidden if no time is left to submit. */
function SendButton({ state }: { readonly state: PageState }) {
  const { texts, event, nearest } = state;
  const sending = state.live?.sending ?? "no";
  if (isTimeGone(state) && nearest.length === 0) return null;
  const words = event.requires_confirmation ? texts.requestButton : texts.confirmButton;
  return (
    <>
      <button type="submit" class="primary" aria-disabled={sending !== "no"}>
        {sending === "no" ? words : texts.sending}
      </button>
      {sending === "slowly" && <p class="quiet">{texts.sendingSlowly}</p>}
    </>
  );
}

function FormErrorNote({ state }: { readonly state: PageState }) {
  const { texts, formError, nearest } = state;
  return (
    <div class={formError === "codeSent" ? "notice" : "alert"} role="alert" tabIndex={-1} id="trouble">
      <p>{formErrorText(state)}</p>
      {formError === "taken" && nearest.length === 0 && <p>{texts.takenNoneNear}</p>}
    </div>
  );
}

/** Alternative times that keep the form's input. */
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

/** The first field with an error. */
export function firstProblem({ problems, event }: PageState): string | undefined {
  const inOrder = ["start_time", "attendee_name", "attendee_email", "email_code"].concat(
    event.questions.map(({ id }) => answerField(id)),
    "guests",
    "notes",
  );
  return inOrder.find((name) => name in problems);
}
