import { type AttributeName, type HtmlOptions, readOptions } from "./attributes.ts";
import { openFor } from "./opening.ts";

/**
 * Opens a dialog for whatever is clicked that has `data-schedkit="user/event"`, also where it was added later. A link
 * keeps leading where it leads for a click that wants another tab or window.
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
