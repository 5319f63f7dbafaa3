import { addBranding, boxClass, cssLength, type EmbedOptions, make, makeFrame } from "./frame.ts";
import { styledRoot } from "./styles.ts";
import type { Booking } from "./messages.ts";

/** Until the page has said how high it is. */
const FIRST_HEIGHT = "600px";

/** Shows the page inside this element, as high as its content or as the options say; answers how to take it away. */
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
