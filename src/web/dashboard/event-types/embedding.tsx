import type { EventType } from "../../../domain/records.ts";
import { catalogues } from "../../../i18n/texts/index.ts";
import { embedSnippets } from "../../booking/embed-snippets.ts";
import type { DashboardContext } from "../context.ts";
import { CopyButton } from "../shell/copy-link.tsx";

type EmbeddingProps = { readonly context: DashboardContext; readonly eventType: EventType };

/** How to put the booking page on another site. */
export function Embedding({ context, eventType }: EmbeddingProps) {
  const { deps, host, translation } = context;
  const { eventTypes: words, shell } = translation.texts;
  const texts = catalogues[translation.language].booking;
  const page = { publicUrl: deps.publicUrl, host: { username: host.slug }, event: eventType, texts };
  return (
    <details class="panel">
      <summary>{words.embed}</summary>
      <p>{words.embedLead}</p>
      {embedSnippets(page).map(({ way, code }) => (
        <div class="stack">
          <h3>{texts[way]}</h3>
          <pre tabIndex={0}>{code}</pre>
          <CopyButton text={code} label={shell.copyText} copied={shell.copied} />
        </div>
      ))}
    </details>
  );
}
