import { folded } from "../../../domain/text/search.ts";

/** The `like` pattern, with `\` as its escape character, for text that contains `typed`, ignoring case and accents. */
export function searchPattern(typed: string): string {
  return `%${folded(typed).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
