import { browserBundle } from "../browser-bundle.ts" with { type: "macro" };
import { pageAssets } from "../shared/page-assets.ts";

/** The files of the booking page. */
export const bookingAssets = pageAssets("booking", {
  js: browserBundle("web/booking/client/main.ts"),
  css: browserBundle("web/booking/style.css"),
});
