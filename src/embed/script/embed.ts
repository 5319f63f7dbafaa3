import { listenToButtons } from "./buttons.ts";
import { defineElement } from "./element.ts";

/** `document.currentScript` is null in a module, so it is found by its file name. */
const script =
  document.currentScript || document.querySelector<HTMLScriptElement>('script[src*="/embed.js"]');
const base = new URL(".", script instanceof HTMLScriptElement ? script.src || location.href : location.href)
  .href;

if (!customElements.get("schedkit-embed")) {
  defineElement(base);
  listenToButtons(base);
}
