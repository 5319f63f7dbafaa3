import type { Language } from "../locale.ts";
import type { DashboardTexts } from "./dashboard-texts.ts";

const languages: Readonly<Record<Language, () => Promise<{ dashboard: DashboardTexts }>>> = {
  en: () => import("./en/dashboard/index.ts"),
  de: () => import("./de/dashboard/index.ts"),
  fr: () => import("./fr/dashboard/index.ts"),
  es: () => import("./es/dashboard/index.ts"),
  pt: () => import("./pt/dashboard/index.ts"),
  nl: () => import("./nl/dashboard/index.ts"),
};

/** The texts of the host's pages in a language, loaded when somebody first needs them. */
export async function dashboardTexts(language: Language): Promise<DashboardTexts> {
  return (await languages[language]()).dashboard;
}
