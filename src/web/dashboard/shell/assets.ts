import { browserBundle } from "../../browser-bundle.ts" with { type: "macro" };
import { pageAssets } from "../../shared/page-assets.ts";

/** The files of the dashboard. */
export const dashboardAssets = pageAssets("dashboard", {
  js: browserBundle("web/dashboard/client/main.ts"),
  css: browserBundle("web/dashboard/shell/style.css"),
});
