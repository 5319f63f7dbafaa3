/** The styles around the page; sites can set the custom properties. */
const style = `
:host { display: block; }
:host([hidden]) { display: none; }
:host([mode="popup"]) { display: inline-block; }
:host([mode="widget"]) { display: contents; }
.box {
  --paper: #fff;
  --ink: #1b1f27;
  --quiet: #586071;
  position: relative;
  box-sizing: border-box;
  color: var(--ink);
  color-scheme: light;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Helvetica, Arial, sans-serif;
}
.dark { --paper: #1e2128; --ink: #eceef2; --quiet: #a9b0be; color-scheme: dark; }
.auto { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .auto { --paper: #1e2128; --ink: #eceef2; --quiet: #a9b0be; }
}
iframe {
  display: block;
  box-sizing: border-box;
  width: 100%;
  border: 0;
  border-radius: var(--schedkit-radius, 12px);
  color-scheme: inherit;
}
.wait {
  position: absolute;
  inset: 0;
  display: grid;
  place-content: center;
  justify-items: center;
  gap: 0.75rem;
  color: var(--quiet);
  pointer-events: none;
}
.wait::before {
  content: "";
  width: 1.75rem;
  height: 1.75rem;
  border: 3px solid currentColor;
  border-right-color: transparent;
  border-radius: 50%;
  animation: turn 0.9s linear infinite;
}
@keyframes turn { to { transform: rotate(1turn); } }
.brand { margin: 0; padding: 0.5rem; color: var(--quiet); font-size: 0.8125rem; text-align: center; }
dialog {
  box-sizing: border-box;
  width: 49rem;
  max-width: calc(100vw - 2rem);
  max-height: none;
  margin: auto;
  padding: 0;
  overflow: hidden;
  border: 0;
  border-radius: var(--schedkit-radius, 12px);
  background: var(--paper);
  box-shadow: 0 1.5rem 4rem rgba(0, 0, 0, 0.35);
}
dialog.box { --bar: 2.75rem; position: fixed; }
dialog.spoken { --bar: 0rem; }
dialog::backdrop { background: rgba(10, 12, 16, 0.6); }
dialog.widget { width: 26rem; margin: auto 1.25rem 1.25rem auto; }
dialog.widget.left { margin: auto auto 1.25rem 1.25rem; }
dialog.widget.top { margin-top: 1.25rem; margin-bottom: auto; }
.bar { display: flex; justify-content: flex-end; }
.spoken .bar { position: absolute; z-index: 1; inset: 0 0 auto auto; border-radius: 0.5rem; background: var(--paper); }
.spoken .bar:not(:has(:focus-visible)) { opacity: 0; pointer-events: none; }
dialog iframe {
  height: var(--height, 37.5rem);
  max-height: calc(100vh - 2.5rem - var(--bar));
  max-height: calc(100dvh - 2.5rem - var(--bar));
  border-radius: 0;
}
.bar button {
  display: grid;
  place-items: center;
  width: 2.75rem;
  height: 2.75rem;
  padding: 0;
  border: 0;
  border-radius: 0.5rem;
  background: none;
  color: var(--ink);
  font: 1.5rem/1 system-ui, sans-serif;
  cursor: pointer;
}
.bar button:hover { background: rgba(128, 136, 152, 0.2); }
.bar button:focus-visible { outline: 3px solid currentColor; outline-offset: -4px; }
@media (max-width: 40rem) {
  dialog.box, dialog.widget.left, dialog.widget.top {
    width: 100%;
    max-width: none;
    height: 100%;
    margin: 0;
    border-radius: 0;
  }
  dialog[open] { display: flex; flex-direction: column; }
  dialog .frame { flex: 1; min-height: 0; }
  dialog iframe { height: 100%; max-height: none; }
}
@media (prefers-reduced-motion: reduce) { .wait::before { animation-duration: 6s; } }
`;

/** Where a widget's button floats and its dialog opens. */
export type Corner = "bottom-right" | "bottom-left" | "top-right" | "top-left";

/** Style properties of the button that opens a dialog; with a corner it floats there. */
export function openerStyle(corner?: Corner): Readonly<Record<string, string>> {
  if (!corner) return buttonStyle;
  const [edge, side] = corner.split("-") as [string, string];
  return {
    ...buttonStyle,
    position: "fixed",
    zIndex: "2147483000",
    [edge]: "20px",
    [side]: "20px",
    borderRadius: "999px",
    boxShadow: "0 4px 16px rgba(0, 0, 0, 0.3)",
  };
}

const buttonStyle = {
  minHeight: "44px",
  padding: "10px 20px",
  border: "0",
  borderRadius: "8px",
  background: "var(--schedkit-accent, #1f4fc4)",
  color: "var(--schedkit-on-accent, #fff)",
  font: "600 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif",
  cursor: "pointer",
};

let sheet: CSSStyleSheet | undefined;

/**
 * The element's shadow root, empty and styled. The constructed style sheet is not subject to a site's
 * Content-Security-Policy; browsers without constructed style sheets get a style element.
 */
export function styledRoot(host: HTMLElement): ShadowRoot {
  const root = host.shadowRoot || host.attachShadow({ mode: "open", delegatesFocus: true });
  root.textContent = "";
  try {
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(style);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.appendChild(document.createElement("style")).textContent = style;
  }
  return root;
}
