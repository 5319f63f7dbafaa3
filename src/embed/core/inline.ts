import { addBranding, boxClass, cssLength, type EmbedOptions, make, makeFrame } from "./frame.ts";
import { styledRoot } from "./styles.ts";
import type { Booking } from "./messages.ts";

/** Until the page reports its height. */
const FIRST_HEIGHT = "600px";

/** Shows the page inside an element, as high as its content or the given height; returns how to remove it. */
export function mountInline(
  host: HTMLElement,
  options: EmbedOptions,
  booked: (booking: Booking) => void,
): () => void {
  const fixed = cssLength(options.height);
  const made = makeFrame(options, {
    booked,
    resized(height) {
      if (made && !fixed) made.frame.style.height = cssLength(height);
    },
    closed() {},
    left() {},
  });
  if (!made) return () => {};
  const { box, frame, stop } = made;
  frame.style.height = fixed || FIRST_HEIGHT;
  const root = styledRoot(host);
  const around = root.appendChild(make("div", boxClass(options)));
  around.appendChild(box);
  addBranding(around, options);
  return () => {
    stop();
    around.remove();
  };
}
