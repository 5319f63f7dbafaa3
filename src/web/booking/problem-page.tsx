import { FrameCloseButton } from "./parts/close-button.tsx";
import type { Speech } from "./languages.ts";
import type { Embed } from "./state.ts";

/** For what went wrong before anything could be shown: says so, and offers to try once more. */
export function ProblemPage({
  speech: { texts },
  embed,
  title,
  sentence,
  tryAgain,
  again,
}: {
  readonly speech: Speech;
  readonly embed: Embed;
  readonly title: string;
  readonly sentence: string;
  readonly tryAgain: string;
  readonly again: string;
}) {
  return (
    <main class="card missing">
      <FrameCloseButton words={texts.close} embed={embed} />
      <h1>{title}</h1>
      <p role="alert">{sentence}</p>
      <p>
        <a href={again}>{tryAgain}</a>
      </p>
    </main>
  );
}
