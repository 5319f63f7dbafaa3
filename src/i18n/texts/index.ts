import type { Language } from "../locale.ts";
import type { Catalogue } from "./catalogue.ts";
import { de } from "./de/index.ts";
import { en } from "./en/index.ts";
import { es } from "./es/index.ts";
import { fr } from "./fr/index.ts";
import { nl } from "./nl/index.ts";
import { pt } from "./pt/index.ts";

export const catalogues: Readonly<Record<Language, Catalogue>> = { en, de, fr, es, pt, nl };
