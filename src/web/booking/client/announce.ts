/** Announces a sentence to screen readers without moving the focus. */
export function announce(sentence: string): void {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = sentence;
}

/** Focuses an element once the page is rendered. */
export function focusOn(selector: string): void {
  requestAnimationFrame(() => {
    const found = document.querySelector<HTMLElement>(selector);
    found?.focus({ preventScroll: true });
    found?.scrollIntoView({ block: "nearest", behavior: isCalm() ? "auto" : "smooth" });
  });
}

function isCalm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
