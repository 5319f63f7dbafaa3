type CloseProps = { readonly words: string; readonly onClick?: () => void; readonly hidden?: boolean };

/** The control that closes a dialog, or the frame that the page stands in. */
export function CloseButton({ words, ...props }: CloseProps) {
  return (
    <button type="button" class="close" aria-label={words} title={words} {...props}>
      <span aria-hidden="true">×</span>
    </button>
  );
}
