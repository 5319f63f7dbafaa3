import { fill } from "../../../i18n/wording.ts";
import { isTimeGone, type PageState, type Slot } from "../state.ts";
import { maxUnits } from "./problem-note.tsx";
import { TimeText } from "./time-text.tsx";

type ReschedulingProps = {
  readonly state: PageState;
  readonly rescheduling: NonNullable<PageState["rescheduling"]>;
};

/** The booking's current time, until another one is selected. */
export function CurrentTime({ state, rescheduling: { current, words } }: ReschedulingProps) {
  return (
    <dl class="move-times">
      <LabelledTime state={state} label={words.present} slot={current} isLeft={false} />
    </dl>
  );
}

/** The old and the new time, and what happens next. */
export function RescheduleSummary({ state, rescheduling }: ReschedulingProps) {
  const { texts, host, event, slot } = state;
  const { current, words, booking } = rescheduling;
  const isGone = isTimeGone(state);
  const waiting = booking.status === "pending" ? texts.pendingLead : words.asksAgain;
  const lead = event.requires_confirmation ? waiting : texts.confirmedLead;
  return (
    <>
      <dl class="move-times">
        <LabelledTime
          state={state}
          label={isGone ? words.present : words.oldTime}
          slot={current}
          isLeft={!isGone}
        />
        {slot && <LabelledTime state={state} label={words.newTime} slot={slot} isLeft={isGone} />}
      </dl>
      <p>{fill(lead, { host: host.name })}</p>
    </>
  );
}

/** A field for why, which the other side reads. */
export function RescheduleReason({ state, rescheduling }: ReschedulingProps) {
  const { texts, host, values } = state;
  return (
    <p class="field">
      <label for="reason">
        {fill(rescheduling.words.reason, { host: host.name })} <span class="quiet">{texts.optional}</span>
      </label>
      <textarea
        id="reason"
        name="reason"
        rows={3}
        maxLength={maxUnits(1000)}
        dir="auto"
        defaultValue={values["reason"]?.[0]}
      />
    </p>
  );
}

type LabelledProps = {
  readonly state: PageState;
  readonly label: string;
  readonly slot: Slot;
  readonly isLeft: boolean;
};

function LabelledTime({ label, ...time }: LabelledProps) {
  return (
    <div class="chosen">
      <dt>{label}</dt>
      <dd>
        <TimeText {...time} />
      </dd>
    </div>
  );
}
