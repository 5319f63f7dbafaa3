import { startBooking } from "./booking.ts";
import { tellClose, tellHeight } from "./frame.ts";

const root = document.getElementById("page")!;
const state = document.getElementById("state");

tellHeight(root);
if (state) startBooking(root, JSON.parse(state.textContent));
else offerToClose();

/** A page without a state of its own can still be closed in its frame. */
function offerToClose(): void {
  const close = root.querySelector<HTMLButtonElement>("main > .close");
  if (!close) return;
  close.hidden = false;
  close.addEventListener("click", tellClose);
}
