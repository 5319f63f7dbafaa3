import { connectedAccounts } from "../../../usecases/calendars/accounts.ts";
import { bookingsChangedElsewhere } from "../../../usecases/calendars/changed-entries.ts";
import { feedUrl } from "../../../usecases/calendars/feed.ts";
import type { DashboardContext } from "../context.ts";
import type { Form } from "../forms/form.ts";
import { show } from "../show.ts";
import { overviewPage } from "./overview-page.tsx";

type Shown = {
  readonly status?: number;
  /** The form with the choices, or the one about unreachable calendars, as it was sent. */
  readonly choices?: Form;
  readonly unreachable?: Form;
};

/** Shows the host's calendars. `?done=` names what has just been done. */
export async function calendarOverview(
  context: DashboardContext,
  { status = 200, ...forms }: Shown = {},
): Promise<Response> {
  const { deps, host } = context;
  const accounts = await connectedAccounts(deps.database.read, host);
  const changed = await bookingsChangedElsewhere(deps, host);
  const feed = await feedUrl(deps, host);
  return show(
    context,
    overviewPage({ context, accounts, changed, feed, notice: noticeOf(context), ...forms }),
    status,
  );
}

function noticeOf({ query, translation }: DashboardContext): string | undefined {
  const { calendars, shell } = translation.texts;
  const done = query.get("done") ?? "";
  if (done === "saved") return shell.saved;
  if (done === "rotated") return calendars.feed.rotated;
  return Object.hasOwn(calendars.done, done)
    ? calendars.done[done as keyof typeof calendars.done]
    : undefined;
}
