import { calendarProblem } from "../../../i18n/calendar-problem.ts";
import { relativeText } from "../../../i18n/relative.ts";
import { catalogues } from "../../../i18n/texts/index.ts";
import { counted, fill } from "../../../i18n/wording.ts";
import type { ConnectedAccount } from "../../../usecases/calendars/accounts.ts";
import { Name } from "../../links/booking-view.tsx";
import type { DashboardContext } from "../context.ts";
import { About } from "../shell/about.tsx";

type AccountProps = { readonly context: DashboardContext; readonly connected: ConnectedAccount };

/** One account: how it is doing, and what can be done with it. */
export function Account({ context, connected }: AccountProps) {
  const { account } = connected;
  const { calendars: words } = context.translation.texts;
  const status = account.paused ? "paused" : account.status;
  return (
    <li>
      <div class="what">
        <span class="name">
          <Name name={account.name} />
        </span>
        <span class="quiet">{account.url}</span>
        <span>
          <span class={`status ${status}`}>{words.statuses[status]}</span>{" "}
          <span class="quiet">{readText(context, connected)}</span>
        </span>
        {account.paused && <span class="hint">{words.pausedHint}</span>}
        <Failure context={context} connected={connected} />
        <Unread context={context} connected={connected} />
      </div>
      <Actions context={context} connected={connected} />
    </li>
  );
}

function readText({ deps, translation }: DashboardContext, { account }: ConnectedAccount): string {
  const { calendars: words } = translation.texts;
  if (account.last_synced_at === null) return words.neverRead;
  return fill(words.readAt, { when: relativeText(translation.language, account.last_synced_at, deps.now()) });
}

/** Why it cannot be read, and what happens to bookings meanwhile. */
function Failure({ context, connected: { account } }: AccountProps) {
  const { host, translation } = context;
  const { calendars: words } = translation.texts;
  if (account.paused || (account.status !== "failing" && account.status !== "revoked")) return null;
  const { calendarProblems } = catalogues[translation.language];
  return (
    <div class="alert">
      {account.error !== null && (
        <p>
          <strong>{calendarProblem(calendarProblems, account.error)}</strong>
        </p>
      )}
      {account.status === "revoked" && <p>{words.revokedHint}</p>}
      <p>{host.when_calendar_unreachable === "ask" ? words.asks : words.refuses}</p>
    </div>
  );
}

/** Events that could not be read. */
function Unread({ context, connected: { unread } }: AccountProps) {
  const { locale, texts } = context.translation;
  const { calendars: words } = texts;
  if (unread.length === 0) return null;
  return (
    <div class="hint">
      <p>{counted(locale, words.unread, unread.length)}</p>
      <ul class="bullets">
        {unread.map(({ title, problem }) => (
          <li>
            {title === null ? words.untitled : <Name name={title} />}: {words.unreadReasons[problem]}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Actions({ context, connected: { account } }: AccountProps) {
  const { base, translation } = context;
  const { calendars: words } = translation.texts;
  const { id, name, paused } = account;
  const path = `${base}/dashboard/calendars/${id}`;
  const about = <About what={name} />;
  return (
    <div class="buttons">
      <form method="post" action={path} class="buttons">
        {!paused && (
          <button class="small" name="do" value="sync">
            {words.sync}
            {about}
          </button>
        )}
        <button class="small" name="do" value={paused ? "resume" : "pause"}>
          {paused ? words.resume : words.pause}
          {about}
        </button>
      </form>
      <a class="button small" href={path}>
        {words.edit}
        {about}
      </a>
      <a class="button small" href={`${path}/disconnect`}>
        {words.disconnect}
        {about}
      </a>
    </div>
  );
}
