import { isoInstant } from "../domain/clock.ts";
import { DAY_MS } from "../domain/interval.ts";
import type { ExampleBooking } from "../usecases/operations/example-booking.ts";

/** Values shared by the examples of several resources. */

export const attendee = { attendee_name: "Jason Johnson", attendee_email: "jason@example.com" };
export const attendeeZone = "America/Chicago";
export const notes = "Looking to discuss the enterprise plan";
export const hostEmail = "jane@example.com";
export const location = "https://meet.example.com/jane";
export const uid = "4ff9511c-b64a-44b5-bc16-584976157d0b";
export const tokens = {
  cancel_token: "AAAAAAABK_pxN_RlKXeAkLElaOcBSQ",
  reschedule_token: "AAAAAAABu_FcFGvZj5BZgnAWjBM_Dg",
  view_token: "AAAAAAABq0m2Y3gk8JpX1VbT5nLwZQ",
};
export const linkToken = "AAAAAAABmR2bJ6dYk0QeTz5uWc4xHg";

/** When the objects in the examples were created. */
export const createdAt = ({ starts }: ExampleBooking) => isoInstant(starts[0] - 2 * DAY_MS);
