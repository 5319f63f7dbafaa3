import { catalogues } from "../../i18n/texts/index.ts";
import { page } from "../links/layout.tsx";
import type { LinkTranslation } from "../links/link-translation.ts";

/** The page at the server's root if it cannot lead to the page of its only host. */
export function homePage(translation: LinkTranslation, hosts: "none" | "several"): string {
  const { title, lead } = catalogues[translation.language].home[hosts];
  return page(translation, { title, body: <p>{lead}</p> });
}
