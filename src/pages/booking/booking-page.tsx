import type { Actions } from "./actions.ts";
import { BookedPart } from "./booked-part.tsx";
import { ChoosePart } from "./choose-part.tsx";
import { CloseButton } from "./close-button.tsx";
import { DetailsPart } from "./details-part.tsx";
import { EmbedPart } from "./embed-part.tsx";
import { EventPart } from "./event-part.tsx";
import { type PageState, stepOf } from "./state.ts";

export type PartProps = { readonly state: PageState; readonly act: Actions | null };

const parts = { choose: ChoosePart, details: DetailsPart, done: BookedPart } as const;

/** The booking page of an event type, in whichever state. The same on the server and in the browser. */
export function BookingPage({ state, act }: PartProps) {
  const { embed, moving, texts } = state;
  const step = stepOf(state);
  const Part = parts[step];
  return (
    <main class={`card at-${step}`} data-awake={state.live ? "" : undefined}>
      {act && (embed === "popup" || embed === "widget") && (
        <CloseButton words={texts.close} onClick={() => act.close()} />
      )}
      <EventPart state={state} act={act} />
      <div class="work">
        {state.live?.isOffline && <p class="alert offline">{texts.offline}</p>}
        <Part state={state} act={act} />
      </div>
      {embed === null && moving === null && step !== "done" && <EmbedPart state={state} act={act} />}
    </main>
  );
}
