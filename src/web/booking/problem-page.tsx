import { FrameCloseButton } from "./parts/close-button.tsx";
import type { PageTranslation } from "./languages.ts";
import type { Embed } from "./state.ts";

/** The page for an error before anything could be shown; offers to retry. */
export function ProblemPage({
  translation: { texts },
  embed,
  title,
  sentence,
  tryAgain,
  again,
}: {
  readonly translation: PageTranslation;
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
