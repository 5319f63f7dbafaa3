import { useEffect, useRef, useState } from "preact/hooks";
import type { PartProps } from "./part-props.ts";
import { CloseButton } from "./close-button.tsx";
import { embedSnippets } from "../embed-snippets.ts";

/** Snippets for embedding this page. Needs scripts to copy them. */
export function EmbedPart({ state, act }: PartProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { texts } = state;
  if (!act) return null;
  return (
    <footer class="embed">
      <button type="button" class="quiet-button" onClick={() => dialog.current?.showModal()}>
        {texts.embed}
      </button>
      <dialog ref={dialog} aria-labelledby="embed">
        <div class="dialog-head">
          <h2 id="embed">{texts.embedTitle}</h2>
          <CloseButton words={texts.close} onClick={() => dialog.current?.close()} />
        </div>
        <p>{texts.embedLead}</p>
        {embedSnippets(state).map(({ way, code }) => (
          <Snippet key={way} title={texts[way]} code={code} copy={texts.copy} copied={texts.copied} />
        ))}
      </dialog>
    </footer>
  );
}

type SnippetProps = {
  readonly title: string;
  readonly code: string;
  readonly copy: string;
  readonly copied: string;
};

function Snippet({ title, code, copy, copied }: SnippetProps) {
  const [isCopied, setCopied] = useState(false);
  const text = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isCopied) return;
    const back = setTimeout(() => setCopied(false), 3000);
    return () => clearTimeout(back);
  }, [isCopied]);

  async function toClipboard(): Promise<void> {
    if (text.current) getSelection()?.selectAllChildren(text.current);
    // Without https there is no clipboard API: the text stays selected for copying by keyboard.
    await navigator.clipboard?.writeText(code).then(
      () => setCopied(true),
      () => undefined,
    );
  }

  return (
    <section class="snippet">
      <h3>{title}</h3>
      <pre tabIndex={0}>
        <code ref={text} dir="ltr">
          {code}
        </code>
      </pre>
      <button type="button" onClick={() => void toClipboard()}>
        {isCopied ? copied : copy}
        <span class="unseen">: {title}</span>
      </button>
    </section>
  );
}
