import { listenToButtons } from "./buttons.ts";
import { defineElement } from "./element.ts";

/** A module is not the current script; then it is the one with this name. */
const script =
  document.currentScript || document.querySelector<HTMLScriptElement>('script[src*="/embed.js"]');
const base = new URL(".", script instanceof HTMLScriptElement ? script.src || location.href : location.href)
  .href;

if (!customElements.get("schedkit-embed")) {
  defineElement(base);
  listenToButtons(base);
}
