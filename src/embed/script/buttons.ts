import { type AttributeName, type HtmlOptions, readOptions } from "./attributes.ts";
import { openFor } from "./opening.ts";

/**
 * Opens a dialog when anything with `data-schedkit="user/event"` is clicked, including elements added later. A link keeps
 * working for clicks that open a new tab or window.
 */
export function listenToButtons(base: string): void {
  document.addEventListener("click", (event) => {
    const { target, defaultPrevented, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (defaultPrevented || ctrlKey || metaKey || shiftKey || altKey || !(target instanceof Element)) return;
    const button = target.closest<HTMLElement>("[data-schedkit]");
    if (button && openFor(button, optionsOf(button, base))) event.preventDefault();
  });
}

function optionsOf(button: HTMLElement, base: string): HtmlOptions {
  const [user = "", event = ""] = (button.getAttribute("data-schedkit") || "").split("/");
  const said: Partial<Record<AttributeName, string>> = { user, event };
  const get = (name: AttributeName) => said[name] || button.getAttribute("data-schedkit-" + name);
  const options = readOptions(get, base);
  return {
    ...options,
    mode: options.mode === "inline" ? "popup" : options.mode,
    title: get("label") || (button.textContent || "").trim() || options.label,
  };
}
