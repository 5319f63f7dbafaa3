import { publicTimeOffDuring } from "../../../db/queries/hosts/time-off.ts";
import type { Interval } from "../../../domain/interval.ts";
import type { Host } from "../../../domain/records.ts";
import { basePathOf } from "../../../http/paths.ts";
import type { Deps } from "../../../usecases/deps.ts";
import type { PageQuery } from "./page-query.ts";
import type { AwayNote } from "../state.ts";

/** More would only push the times off the page. */
const MOST_NOTES = 20;
const KEPT = ["lang", "tz", "clock", "theme", "embed"];

/** The host's time off in the window of which visitors read something, with links that keep how the page is shown. */
export async function awayNotes(
  { database, publicUrl }: Deps,
  { id }: Pick<Host, "id">,
  window: Interval,
  query: PageQuery["query"],
): Promise<AwayNote[]> {
  const found = await publicTimeOffDuring(database.read, id, window, MOST_NOTES);
  const kept = new URLSearchParams(
    KEPT.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]])),
  );
  const end = kept.size === 0 ? "" : `?${kept}`;
  return found.map(({ other, ...note }) => ({
    ...note,
    other: other && {
      name: other.name,
      url: `${basePathOf(publicUrl)}/book/${encodeURIComponent(other.slug)}${end}`,
    },
  }));
}
