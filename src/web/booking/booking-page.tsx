import { BookedPart } from "./parts/booked-part.tsx";
import { ChoosePart } from "./parts/choose-part.tsx";
import { CloseButton } from "./parts/close-button.tsx";
import { DetailsPart } from "./parts/details-part.tsx";
import { EmbedPart } from "./parts/embed-part.tsx";
import { EventPart } from "./parts/event-part.tsx";
import { LanguagePart } from "./parts/language-part.tsx";
import type { PartProps } from "./parts/part-props.ts";
import { stepOf } from "./state.ts";

const parts = { choose: ChoosePart, details: DetailsPart, done: BookedPart } as const;

/** The booking page of an event type, rendered identically on the server and in the browser. */
export function BookingPage({ state, act }: PartProps) {
  const { embed, rescheduling, texts, formError, showsEmbed } = state;
  const step = stepOf(state);
  const Part = parts[step];
  return (
    <main class={`card at-${step}`} data-awake={state.live ? "" : undefined}>
      {act && (embed === "popup" || embed === "widget") && (
        <CloseButton words={texts.close} onClick={() => act.close()} />
      )}
      <EventPart state={state} act={act} />
      <div class="work">
        {state.live?.isOffline && formError !== "offline" && <p class="alert offline">{texts.offline}</p>}
        <Part state={state} act={act} />
      </div>
      {step === "choose" && embed === null && <LanguagePart state={state} />}
      {showsEmbed && embed === null && rescheduling === null && step !== "done" && (
        <EmbedPart state={state} act={act} />
      )}
    </main>
  );
}
