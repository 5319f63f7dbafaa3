import { FrameCloseButton } from "./parts/close-button.tsx";
import type { PageTranslation } from "./languages.ts";
import type { Embed } from "./state.ts";

/** The page for a URL without anything to book. */
export function MissingPage({
  translation: { texts },
  embed,
  hostUrl,
}: {
  readonly translation: PageTranslation;
  readonly embed: Embed;
  readonly hostUrl: string | null;
}) {
  return (
    <main class="card missing">
      <FrameCloseButton words={texts.close} embed={embed} />
      <h1>{texts.missingTitle}</h1>
      <p>{texts.missingLead}</p>
      <p>{texts.missingNext}</p>
      {hostUrl !== null && (
        <p>
          <a href={hostUrl}>{texts.otherEvents}</a>
        </p>
      )}
    </main>
  );
}
