import { type OpenDialog, openDialog } from "../core/dialog.ts";
import { announce, type HtmlOptions } from "./attributes.ts";

/** Opens the dialog of an element and dispatches its events there. */
export function openFor(element: HTMLElement, options: HtmlOptions): OpenDialog | undefined {
  const opened = openDialog(
    options,
    {
      booked: (booking) => announce(element, "booked", booking),
      closed: () => announce(element, "close"),
    },
    element,
  );
  if (opened) announce(element, "open");
  return opened;
}
