/** What a button or link is about, for people who do not see where it stands. */
export function About({ what }: { readonly what: string }) {
  return <span class="unseen">{`: ${what}`}</span>;
}
