import { fill } from "../../i18n/wording.ts";
import type { PageTranslation } from "./languages.ts";
import { FrameCloseButton } from "./parts/close-button.tsx";
import type { Embed } from "./state.ts";

/** The page of a private link that can no longer be used. */
export function LinkGonePage({
  translation: { texts },
  embed,
  hostName,
  why,
}: {
  readonly translation: PageTranslation;
  readonly embed: Embed;
  readonly hostName: string;
  readonly why: "used" | "expired";
}) {
  const { title, lead } = texts.linkGone[why];
  return (
    <main class="card missing">
      <FrameCloseButton words={texts.close} embed={embed} />
      <h1>{title}</h1>
      <p>{fill(lead, { host: hostName })}</p>
    </main>
  );
}
