type CopyProps = {
  readonly url: string;
  readonly words: { readonly copy: string; readonly copied: string };
};

/** An address, with a button that copies it; browsers without scripts show the address alone. */
export function CopyLink({ url, words }: CopyProps) {
  return (
    <div class="copyable">
      <a class="address" href={url}>
        {url}
      </a>
      <CopyButton text={url} label={words.copy} copied={words.copied} />
    </div>
  );
}

type ButtonProps = { readonly text: string; readonly label: string; readonly copied: string };

/** Hidden until the script runs. */
export function CopyButton({ text, label, copied }: ButtonProps) {
  return (
    <button type="button" class="small" data-copy={text} data-copied={copied} aria-live="polite" hidden>
      {label}
    </button>
  );
}
