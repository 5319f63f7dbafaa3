import { zoneText } from "../../../i18n/wall-time.ts";
import type { EventType } from "../../../domain/records.ts";
import { idOf } from "../../../http/fields.ts";
import { fill } from "../../../i18n/wording.ts";
import { type IssuedLink, linksOf } from "../../../usecases/links/private-links.ts";
import { whyUnusable } from "../../../usecases/links/use-link.ts";
import type { DashboardContext } from "../context.ts";
import { FormProblem, Input, NumberInput, TextArea } from "../forms/fields.tsx";
import { type Form, formWith } from "../forms/form.ts";
import { About } from "../shell/about.tsx";
import { CopyLink } from "../shell/copy-link.tsx";
import { show, showRefusal } from "../show.ts";
import { timesOf } from "../times.tsx";

const ON_PAGE = 50;

const newForm = formWith(new Map([["uses", ["1"]]]));

/** The link in the editor of an event type to its private links. */
export function ToPrivateLinks({ context, id }: { readonly context: DashboardContext; readonly id: number }) {
  return (
    <a class="button" href={`${context.base}/dashboard/event-types/${id}/links`}>
      {context.translation.texts.privateLinks.title}
    </a>
  );
}

/** The private links of an event type, and a form for another one. */
export async function privateLinksPage(
  context: DashboardContext,
  eventType: EventType,
  form: Form = newForm,
  status = 200,
): Promise<Response> {
  const { deps, host, translation, base, query } = context;
  const { privateLinks: words, shell } = translation.texts;
  const page = Math.max(1, idOf(query.get("page") ?? ""));
  const outcome = await linksOf(deps, host, eventType.id, { limit: ON_PAGE, page });
  if (!outcome.ok) return showRefusal(context, outcome.refusal);
  const { items, total } = outcome.value;
  const path = `${base}/dashboard/event-types/${eventType.id}`;
  const notices = new Map([
    ["created", words.created],
    ["deleted", words.deleted],
  ]);
  return show(
    context,
    {
      title: fill(words.titleOf, { event: eventType.title }),
      section: "event-types",
      notice: form.problem === null ? notices.get(query.get("done") ?? "") : undefined,
      actions: (
        <a class="button" href={path}>
          {shell.back}
        </a>
      ),
      body: (
        <>
          <p class="quiet">{words.lead}</p>
          {!eventType.active && <p class="notice">{words.inactive}</p>}
          {items.length === 0 ? (
            <p class="panel empty">{words.empty}</p>
          ) : (
            <ul class="list">
              {items.map((link) => (
                <Item context={context} link={link} path={path} />
              ))}
            </ul>
          )}
          {(page > 1 || total > ON_PAGE) && (
            <nav class="pages" aria-label={fill(shell.page, { page: String(page) })}>
              {page > 1 && (
                <a rel="prev" href={`${path}/links?page=${page - 1}`}>
                  {shell.previous}
                </a>
              )}
              {total > page * ON_PAGE && (
                <a rel="next" href={`${path}/links?page=${page + 1}`}>
                  {shell.next}
                </a>
              )}
            </nav>
          )}
          <NewLink context={context} form={form} path={path} />
        </>
      ),
    },
    status,
  );
}

type ItemProps = { readonly context: DashboardContext; readonly link: IssuedLink; readonly path: string };

function Item({ context, link, path }: ItemProps) {
  const { deps, translation } = context;
  const { privateLinks: words, shell } = translation.texts;
  const { short } = timesOf(context);
  const { id, uses, used, expires_at, prefill, url } = link;
  const why = whyUnusable(link, deps.now());
  const who = [prefill.name, prefill.email].filter(Boolean).join(" · ");
  const expiry =
    expires_at === null
      ? words.never
      : fill(why === "expired" ? words.expired : words.expires, { time: short(expires_at) });
  return (
    <li>
      <div class="what">
        <span class="name" dir="auto">
          {who || words.forAnybody}
        </span>
        <span class="quiet">
          {fill(words.usedOf, { used: String(used), uses: String(uses) })} · {expiry}
        </span>
        {why === undefined ? (
          <div>
            <CopyLink url={url} words={shell} />
          </div>
        ) : (
          <span>
            <span class="status off">{words.unusable[why]}</span>
          </span>
        )}
      </div>
      <details>
        <summary>
          {words.delete}
          <About what={who || words.forAnybody} />
        </summary>
        <form class="stack" method="post" action={`${path}/links/${id}`}>
          <p>{words.deleteLead}</p>
          <button class="danger">{words.deleteNow}</button>
        </form>
      </details>
    </li>
  );
}

type NewProps = { readonly context: DashboardContext; readonly form: Form; readonly path: string };

function NewLink({ context, form, path }: NewProps) {
  const { host, translation } = context;
  const { privateLinks: words, shell } = translation.texts;
  return (
    <form class="panel" method="post" action={`${path}/links`}>
      <h2>{words.newTitle}</h2>
      <FormProblem form={form} />
      <div class="row">
        <NumberInput form={form} name="uses" label={words.uses} unit={words.bookings} required />
        <Input form={form} name="expires_at" label={words.lastDay} hint={words.lastDayHint} type="date" />
      </div>
      <p class="quiet">{words.prefillLead}</p>
      <div class="row">
        <Input form={form} name="prefill.name" label={words.name} autocomplete="off" max={400} />
        <Input
          form={form}
          name="prefill.email"
          label={words.email}
          type="email"
          autocomplete="off"
          max={254}
        />
      </div>
      <TextArea form={form} name="prefill.notes" label={words.notes} max={10_000} />
      <button class="primary">{words.add}</button>
      <p class="hint">{fill(shell.zoneNote, { zone: zoneText(host.time_zone) })}</p>
    </form>
  );
}
