import { startBooking } from "./booking.ts";
import { tellClose, tellHeight } from "./frame.ts";

const root = document.getElementById("page")!;
const state = document.getElementById("state");

tellHeight(root);
document.addEventListener("keydown", closeOnEscape);
if (state) startBooking(root, JSON.parse(state.textContent));
else offerToClose();

/** Pages without a state can still be closed in their frame. */
function offerToClose(): void {
  const close = root.querySelector<HTMLButtonElement>("main > .close");
  if (!close) return;
  close.hidden = false;
  close.addEventListener("click", tellClose);
}

/** The surrounding dialog does not receive keys pressed in the frame. */
function closeOnEscape(event: KeyboardEvent): void {
  const embed = new URLSearchParams(window.location.search).get("embed");
  const isInDialog = embed === "popup" || embed === "widget";
  if (event.key === "Escape" && !event.defaultPrevented && isInDialog) tellClose();
}
