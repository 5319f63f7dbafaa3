import type { Embed } from "../state.ts";

type CloseProps = { readonly words: string; readonly onClick?: () => void; readonly hidden?: boolean };

/** The control that closes a dialog, or the frame that the page stands in. */
export function CloseButton({ words, ...props }: CloseProps) {
  return (
    <button type="button" class="close" aria-label={words} title={words} {...props}>
      <span aria-hidden="true">×</span>
    </button>
  );
}

/** The close control of a page in a dialog's frame that has no state of its own; shown once scripts run. */
export function FrameCloseButton({ words, embed }: { readonly words: string; readonly embed: Embed }) {
  return embed === "popup" || embed === "widget" ? <CloseButton words={words} hidden /> : null;
}
