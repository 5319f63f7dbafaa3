import type { dashboard } from "./en/dashboard/index.ts";

/** Every text of the host's pages. `{name}` is a placeholder; a language that lacks a text does not compile. */
export type DashboardTexts = typeof dashboard;
