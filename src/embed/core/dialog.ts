import { pageAddress } from "./address.ts";
import { addBranding, boxClass, cssLength, type EmbedOptions, make, makeFrame } from "./frame.ts";
import { type Corner, styledRoot } from "./styles.ts";
import type { Booking } from "./messages.ts";

/** What the site is told of a dialog. */
export type DialogEvents = {
  booked(booking: Booking): void;
  closed(): void;
};

/** What an embed shows in a dialog; a widget's opens in its corner. */
export type DialogOptions = EmbedOptions & { readonly corner: Corner };

/** A dialog that is open. */
export type OpenDialog = { close(): void };

let shown: OpenDialog | undefined;

/**
 * Opens the page in a modal dialog over the site: one at a time, and nothing behind it scrolls or takes focus. When it
 * closes (by its button, Escape, a click beside it, or the page itself), focus is back where it was, or on `opener`:
 * some browsers do not focus the button that is clicked.
 * Undefined where no dialog opened.
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
 * A page that speaks has a close control of its own, so the dialog's hides until the keyboard reaches it. A page that
 * the frame is led to and that says nothing gets the control back once it is there: what the one before it said, it
 * takes along when it leaves.
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

/** What browsers without dialogs get. */
function openTab(options: EmbedOptions): undefined {
  const address = pageAddress(options);
  if (address) open(address.href.replace(/embed=\w+&?/, ""), "_blank", "noopener");
  return undefined;
}

/** A click beside the dialog begins and ends there; what was dragged out of it is no such click. */
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

/** Keeps the site from scrolling, and from shifting where its scroll bar was; answers how to let go. */
function lockScroll(): () => void {
  const { style, clientWidth } = document.documentElement;
  const { overflow, paddingRight } = style;
  const bar = innerWidth - clientWidth;
  style.overflow = "hidden";
  if (bar > 0) style.paddingRight = bar + "px";
  return () => Object.assign(style, { overflow, paddingRight });
}
