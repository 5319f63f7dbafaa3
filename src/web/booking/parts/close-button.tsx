import type { Embed } from "../state.ts";

type CloseProps = { readonly words: string; readonly onClick?: () => void; readonly hidden?: boolean };

/** The button that closes a dialog, or the page's frame. */
export function CloseButton({ words, ...props }: CloseProps) {
  return (
    <button type="button" class="close" aria-label={words} title={words} {...props}>
      <span aria-hidden="true">×</span>
    </button>
  );
}

/** The close button of a framed page without a state; shown once scripts run. */
export function FrameCloseButton({ words, embed }: { readonly words: string; readonly embed: Embed }) {
  return embed === "popup" || embed === "widget" ? <CloseButton words={words} hidden /> : null;
}
