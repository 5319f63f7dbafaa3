import { type PageOptions, pageAddress } from "./address.ts";
import { type Listener, listenTo } from "./messages.ts";

export type EmbedOptions = PageOptions & {
  /** A fixed height in CSS or pixels; without it the frame is as high as its page. */
  readonly height: string | number | null | undefined;
  /** The accessible name of the frame and the dialog. */
  readonly title: string;
  /** Whether a line below the page names SchedKit. */
  readonly branding: boolean;
};

/** The frame with the page, and its loading indicator. */
export type Frame = {
  readonly box: HTMLElement;
  readonly frame: HTMLIFrameElement;
  readonly stop: () => void;
};

/** Creates the frame; undefined, with a console message for the developer, if the options name no page. */
export function makeFrame(options: EmbedOptions, listener: Listener): Frame | undefined {
  const address = pageAddress(options);
  if (!address) {
    console.error("schedkit: an embed needs a user and an http or https base URL", options);
    return undefined;
  }
  const box = make("div", "frame");
  const frame = box.appendChild(document.createElement("iframe"));
  frame.title = options.title;
  frame.src = address.href;
  const wait = box.appendChild(make("div", "wait", "Loading…"));
  wait.setAttribute("role", "status");
  const arrived = () => wait.remove();
  frame.addEventListener("load", arrived);
  const stop = listenTo(frame, address.origin, {
    ...listener,
    resized(height) {
      arrived();
      listener.resized(height);
    },
  });
  return { box, frame, stop };
}

/** Creates an element with this class and text. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  words = "",
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return element;
}

/** The classes of the element around the frame. */
export function boxClass({ theme }: EmbedOptions): string {
  return "box " + (theme === "light" || theme === "dark" ? theme : "auto");
}

/** Adds the SchedKit line to an embed if requested. */
export function addBranding(box: HTMLElement, { branding }: EmbedOptions): void {
  if (branding) box.appendChild(make("p", "brand", "Powered by SchedKit"));
}

/** A CSS length: a bare number means pixels. */
export function cssLength(length: string | number | null | undefined): string {
  return typeof length === "number" || /^\d+$/.test(length || "") ? length + "px" : length || "";
}
