import type { EmbedOptions } from "../core/frame.ts";
import type { Mode } from "../core/address.ts";
import type { Corner } from "../core/styles.ts";

/** The attributes of an embed: on the element itself, or on any other element with the prefix `data-schedkit-`. */
export const attributeNames = [
  "user",
  "event",
  "mode",
  "label",
  "corner",
  "prefill-name",
  "prefill-email",
  "prefill-notes",
  "timezone",
  "lang",
  "theme",
  "height",
  "base-url",
  "branding",
] as const;

export type AttributeName = (typeof attributeNames)[number];

export type HtmlOptions = EmbedOptions & { readonly corner: Corner; readonly label: string };

/** Reads an embed's options; `base` is the URL of the script. */
export function readOptions(get: (name: AttributeName) => string | null, base: string): HtmlOptions {
  const label = get("label") || "Book a meeting";
  const branding = get("branding");
  return {
    baseUrl: get("base-url") || base,
    user: get("user"),
    event: get("event"),
    mode: oneOf<Mode>(["inline", "popup", "widget"], get("mode")),
    name: get("prefill-name"),
    email: get("prefill-email"),
    notes: get("prefill-notes"),
    timezone: get("timezone"),
    language: get("lang"),
    theme: get("theme"),
    height: get("height"),
    corner: oneOf<Corner>(["bottom-right", "bottom-left", "top-right", "top-left"], get("corner")),
    branding: branding !== null && branding !== "false",
    label,
    title: label,
  };
}

/** The value if it is allowed, otherwise the first allowed one. */
function oneOf<Value extends string>(values: readonly [Value, ...Value[]], value: string | null): Value {
  return values.find((one) => one === value) || values[0];
}

/** Dispatches an event to the site, on the element it concerns. */
export function announce(target: EventTarget, name: "booked" | "open" | "close", detail?: unknown): void {
  target.dispatchEvent(new CustomEvent("schedkit:" + name, { bubbles: true, composed: true, detail }));
}
