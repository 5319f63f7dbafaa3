import type { ConnectedAccount } from "../../../usecases/calendars/accounts.ts";
import type { BookingMovedElsewhere } from "../../../usecases/calendars/changed-entries.ts";
import type { DashboardContext } from "../context.ts";
import type { Form } from "../forms/form.ts";
import type { Page } from "../shell/document.tsx";
import { Account } from "./account.tsx";
import { ChangedEntries } from "./changed-entry.tsx";
import { Choices } from "./choices.tsx";
import { Feed } from "./feed.tsx";
import { Unreachable } from "./unreachable.tsx";

export type OverviewProps = {
  readonly context: DashboardContext;
  readonly accounts: readonly ConnectedAccount[];
  readonly changed: readonly BookingMovedElsewhere[];
  /** The address of the host's own feed. */
  readonly feed: string;
  readonly choices?: Form;
  readonly unreachable?: Form;
  readonly notice?: string | undefined;
};

/** The page of a host's calendars. */
export function overviewPage(props: OverviewProps): Page {
  const { context, accounts, changed, feed, notice } = props;
  const { calendars: words } = context.translation.texts;
  return {
    title: words.title,
    section: "calendars",
    notice,
    body: (
      <>
        {changed.length > 0 && <ChangedEntries context={context} changed={changed} />}
        {accounts.length === 0 ? <p class="quiet">{words.lead}</p> : <Connected {...props} />}
        <Ways {...props} />
        <Feed context={context} url={feed} />
      </>
    ),
  };
}

function Connected({ context, accounts, choices, unreachable }: OverviewProps) {
  const { calendars: words } = context.translation.texts;
  return (
    <>
      <section class="stack">
        <h2>{words.connected}</h2>
        <ul class="list">
          {accounts.map((connected) => (
            <Account context={context} connected={connected} />
          ))}
        </ul>
      </section>
      <Choices context={context} accounts={accounts} form={choices} />
      <Unreachable context={context} form={unreachable} />
    </>
  );
}

/** The two ways to connect a calendar. */
function Ways({ context, accounts }: OverviewProps) {
  const { base, translation } = context;
  const { calendars: words } = translation.texts;
  const { ways } = words;
  return (
    <section class="stack">
      {accounts.length > 0 && <h2>{words.another}</h2>}
      <div class="row">
        {(["caldav", "ics"] as const).map((kind) => (
          <div class="panel">
            {accounts.length > 0 ? <h3>{ways[kind]}</h3> : <h2>{ways[kind]}</h2>}
            <p>{ways[`${kind}Lead`]}</p>
            <p>
              <a
                class={accounts.length > 0 ? "button" : "button primary"}
                href={`${base}/dashboard/calendars/${kind}`}
              >
                {ways[`${kind}Add`]}
              </a>
            </p>
          </div>
        ))}
      </div>
    </section>
  );
}
