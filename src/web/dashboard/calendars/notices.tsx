import { failingAccountsOf } from "../../../db/queries/calendars/accounts.ts";
import type { CalendarAccount } from "../../../domain/calendars.ts";
import { counted, fill } from "../../../i18n/wording.ts";
import { bookingsChangedElsewhere } from "../../../usecases/calendars/changed-entries.ts";
import type { DashboardContext } from "../context.ts";

/** What needs the host's attention in their calendars. */
export type CalendarNews = {
  readonly failing: readonly CalendarAccount[];
  /** How many bookings have an entry that the host moved or deleted. */
  readonly changed: number;
};

export async function calendarNews({ deps, host }: DashboardContext): Promise<CalendarNews> {
  return {
    failing: await failingAccountsOf(deps.database.read, host.id),
    changed: (await bookingsChangedElsewhere(deps, host)).length,
  };
}

type NoticesProps = { readonly context: DashboardContext; readonly news: CalendarNews };

/** Says so on other pages; nothing if nothing needs attention. */
export function CalendarNotices({ context, news: { failing, changed } }: NoticesProps) {
  const { base, translation } = context;
  const { calendars: words } = translation.texts;
  const path = `${base}/dashboard/calendars`;
  return (
    <>
      {failing.length > 0 && (
        <p class="alert">
          {fill(words.failingNotice, { names: failing.map(({ name }) => name).join(", ") })}{" "}
          <a href={path}>{words.failingLook}</a>
        </p>
      )}
      {changed > 0 && (
        <p class="notice">
          {counted(translation.locale, words.changed.notice, changed)}{" "}
          <a href={`${path}#changed`}>{words.changed.decide}</a>
        </p>
      )}
    </>
  );
}
