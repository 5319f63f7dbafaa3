import { outboxStatuses, type OutboxStatus } from "../../../db/tables.ts";
import { fill } from "../../../i18n/wording.ts";
import { hostOutbox, type OutboxEntry } from "../../../usecases/outbox/outbox.ts";
import type { DashboardContext } from "../context.ts";
import { idOf } from "../../../http/fields.ts";
import { show } from "../show.ts";
import { timesOf } from "../times.tsx";

const ON_PAGE = 50;

/** The outbox as a list. */
export async function emailList(context: DashboardContext): Promise<Response> {
  const { deps, host, translation, base, query } = context;
  const { emails: words, shell } = translation.texts;
  const status = outboxStatuses.find((one) => one === query.get("status"));
  const page = Math.max(1, idOf(query.get("page") ?? ""));
  const { items, total } = await hostOutbox(deps, host, status, { limit: ON_PAGE, page });
  const linkTo = (to: number) =>
    `${base}/dashboard/emails?${status ? `status=${status}&` : ""}page=${String(to)}`;
  return show(context, {
    title: words.title,
    section: "emails",
    body: (
      <>
        <p class="quiet">{words.lead}</p>
        {!deps.sendsMail && <p class="notice">{shell.noMailServer}</p>}
        <Tabs context={context} status={status} />
        {items.length === 0 ? (
          <p class="panel empty">{words.empty}</p>
        ) : (
          <ul class="list">
            {items.map((entry) => (
              <Item context={context} entry={entry} />
            ))}
          </ul>
        )}
        {(page > 1 || total > ON_PAGE) && (
          <nav class="pages" aria-label={fill(shell.page, { page: String(page) })}>
            {page > 1 && (
              <a rel="prev" href={linkTo(page - 1)}>
                {shell.previous}
              </a>
            )}
            {total > page * ON_PAGE && (
              <a rel="next" href={linkTo(page + 1)}>
                {shell.next}
              </a>
            )}
          </nav>
        )}
      </>
    ),
  });
}

type TabsProps = { readonly context: DashboardContext; readonly status: OutboxStatus | undefined };

function Tabs({ context, status }: TabsProps) {
  const { translation, base } = context;
  const { emails: words } = translation.texts;
  const tab = (value: OutboxStatus | undefined, label: string) => (
    <a
      href={`${base}/dashboard/emails${value ? `?status=${value}` : ""}`}
      {...(value === status && { "aria-current": "page" as const })}
    >
      {label}
    </a>
  );
  return (
    <nav class="tabs" aria-label={words.status}>
      {tab(undefined, words.all)}
      {outboxStatuses.map((one) => tab(one, words.statuses[one]))}
    </nav>
  );
}

type ItemProps = { readonly context: DashboardContext; readonly entry: OutboxEntry };

function Item({ context, entry }: ItemProps) {
  const { translation, base } = context;
  const { emails: words } = translation.texts;
  const { short } = timesOf(context);
  const job = "email" in entry ? entry.email : entry.delivery;
  const title = "email" in entry ? entry.email.subject : `${words.delivery}: ${entry.delivery.event}`;
  return (
    <li>
      <div class="what">
        <a class="name" href={`${base}/dashboard/emails/${job.id}`} dir="auto">
          {title}
        </a>
        <span class="quiet">
          {job.recipient} · {short(job.sent_at ?? job.created_at)}
        </span>
        {job.status !== "sent" && job.last_error !== null && <span class="problem">{job.last_error}</span>}
      </div>
      <span class={`status ${job.status}`}>{words.statuses[job.status]}</span>
    </li>
  );
}
