import { pageAddress } from "./address.ts";
import { addBranding, boxClass, cssLength, type EmbedOptions, make, makeFrame } from "./frame.ts";
import { type Corner, styledRoot } from "./styles.ts";
import type { Booking } from "./messages.ts";

export type DialogEvents = {
  booked(booking: Booking): void;
  closed(): void;
};

/** The options of an embed in a dialog; a widget's dialog opens in its corner. */
export type DialogOptions = EmbedOptions & { readonly corner: Corner };

export type OpenDialog = { close(): void };

let shown: OpenDialog | undefined;

/**
 * Opens the page in a modal dialog over the site: one at a time, and the site behind it neither scrolls nor takes focus. When
 * it closes (by its button, Escape, a click outside, or the page), focus returns to where it was, or to `opener`, because
 * some browsers do not focus a clicked button. Undefined if no dialog opened.
 */
export function openDialog(
  options: DialogOptions,
  events: DialogEvents,
  opener?: HTMLElement | null,
): OpenDialog | undefined {
  if (typeof HTMLDialogElement === "undefined") return openTab(options);
  if (shown) shown.close();
  const made = makeFrame(options, {
    booked: (booking) => events.booked(booking),
    resized(height) {
      dialog.style.setProperty("--height", cssLength(options.height || height));
      bar.hide();
    },
    closed: () => opened.close(),
    left: () => bar.forget(),
  });
  if (!made) return undefined;

  const before = document.activeElement;
  const back = before && before !== document.body ? before : opener;
  const host = document.createElement("div");
  const dialog = styledRoot(host).appendChild(makeDialog(options, made.box, () => opened.close()));
  const bar = closeBarOf(made.frame, dialog);
  const opened: OpenDialog = {
    close() {
      if (shown !== opened) return;
      shown = undefined;
      made.stop();
      dialog.close();
      unlock();
      host.remove();
      if (back instanceof HTMLElement) back.focus({ preventScroll: true });
      events.closed();
    },
  };
  document.body.appendChild(host);
  const unlock = lockScroll();
  dialog.showModal();
  return (shown = opened);
}

function makeDialog(options: DialogOptions, box: HTMLElement, close: () => void): HTMLDialogElement {
  const { mode, corner, title, height } = options;
  const dialog = make("dialog", [boxClass(options), mode, corner.replace("-", " ")].join(" "));
  dialog.setAttribute("aria-label", title);
  dialog.style.setProperty("--height", cssLength(height));
  const button = dialog.appendChild(make("div", "bar")).appendChild(make("button", "", "×"));
  button.type = "button";
  button.setAttribute("aria-label", "Close");
  button.addEventListener("click", close);
  dialog.appendChild(box);
  addBranding(dialog, options);
  dialog.addEventListener("close", close);
  closeBeside(dialog, close);
  return dialog;
}

/**
 * Our page has its own close button, so the dialog's is hidden until it gets keyboard focus. If the frame navigates to a page
 * that sends no messages, the button comes back once that page has loaded, because the state of the previous page leaves with
 * it.
 */
function closeBarOf(frame: HTMLIFrameElement, dialog: HTMLElement) {
  let hasSpoken = false;
  const forget = () => {
    hasSpoken = false;
  };
  frame.addEventListener("load", () => {
    dialog.classList.toggle("spoken", hasSpoken);
    forget();
  });
  return {
    hide() {
      hasSpoken = true;
      dialog.classList.add("spoken");
    },
    forget,
  };
}

/** The fallback for browsers without dialogs. */
function openTab(options: EmbedOptions): undefined {
  const address = pageAddress(options);
  if (address) open(address.href.replace(/embed=\w+&?/, ""), "_blank", "noopener");
  return undefined;
}

/** A click outside must start and end there; a drag out of the dialog does not count. */
function closeBeside(dialog: HTMLDialogElement, close: () => void): void {
  let isPressed = false;
  const isBeside = ({ target, clientX: x, clientY: y }: MouseEvent) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    return target === dialog && (x < left || x > right || y < top || y > bottom);
  };
  dialog.addEventListener("pointerdown", (event) => (isPressed = isBeside(event)));
  dialog.addEventListener("click", (event) => {
    if (isPressed && isBeside(event)) close();
  });
}

/** Keeps the site from scrolling, and from shifting when its scroll bar disappears; returns how to undo it. */
function lockScroll(): () => void {
  const { style, clientWidth } = document.documentElement;
  const { overflow, paddingRight } = style;
  const bar = innerWidth - clientWidth;
  style.overflow = "hidden";
  if (bar > 0) style.paddingRight = bar + "px";
  return () => Object.assign(style, { overflow, paddingRight });
}
