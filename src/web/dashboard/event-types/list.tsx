import { durationsOf } from "../../../domain/policy.ts";
import { listEventTypes } from "../../../db/queries/hosts/event-types.ts";
import type { EventType } from "../../../domain/records.ts";
import { catalogues } from "../../../i18n/texts/index.ts";
import { lengthsOf } from "../../../i18n/wording.ts";
import { placeText } from "../../booking/parts/event-part.tsx";
import { Name } from "../../links/booking-view.tsx";
import type { DashboardContext } from "../context.ts";
import { Hidden } from "../forms/fields.tsx";
import { CopyButton } from "../shell/copy-link.tsx";
import { show } from "../show.ts";

/** A host can have as many as the quota allows. */
const MOST = 200;

/** The list of event types. */
export async function eventTypeList(context: DashboardContext): Promise<Response> {
  const { deps, host, translation, base, query } = context;
  const { eventTypes: words } = translation.texts;
  const { items } = await listEventTypes(deps.database.read, host.id, { limit: MOST, page: 1 });
  return show(context, {
    title: words.title,
    section: "event-types",
    notice: query.get("done") === "deleted" ? words.deleted : undefined,
    actions: (
      <a class="button primary" href={`${base}/dashboard/event-types/new`}>
        {words.add}
      </a>
    ),
    body: (
      <>
        <p class="quiet">{words.lead}</p>
        {items.length === 0 ? (
          <p class="panel empty">{words.empty}</p>
        ) : (
          <ul class="list">
            {items.map((eventType) => (
              <Item context={context} eventType={eventType} />
            ))}
          </ul>
        )}
      </>
    ),
  });
}

type ItemProps = { readonly context: DashboardContext; readonly eventType: EventType };

function Item({ context, eventType }: ItemProps) {
  const { deps, host, translation, base } = context;
  const { eventTypes: words, shell } = translation.texts;
  const { booking } = catalogues[translation.language];
  const { id, title, slug, location_type, active, hidden } = eventType;
  const path = `/book/${encodeURIComponent(host.slug)}/${encodeURIComponent(slug)}`;
  const action = `${base}/dashboard/event-types/${id}`;
  return (
    <li>
      <div class="what">
        <a class="name" href={action}>
          <Name name={title} />
        </a>
        <span class="quiet">
          {lengthsOf(translation.locale, booking, durationsOf(eventType))} ·{" "}
          {placeText(booking, location_type)}
        </span>
        <span>
          <span class={`status ${active ? "on" : "off"}`}>{active ? words.active : words.inactive}</span>{" "}
          {hidden && <span class="status">{words.hidden}</span>}
        </span>
      </div>
      <div class="buttons">
        {active && (
          <>
            <CopyButton text={`${deps.publicUrl}${path}`} label={shell.copy} copied={shell.copied} />
            <a class="button small" href={`${base}${path}`} target="_blank" rel="noopener">
              {words.preview}
              <span class="unseen">{` ${title} ${shell.newTab}`}</span>
            </a>
          </>
        )}
        <form method="post" action={action} class="buttons">
          <Hidden name="active" value={active ? "off" : "on"} />
          <button class="small" name="do" value="switch">
            {active ? words.switchOff : words.switchOn}
            <span class="unseen">{` ${title}`}</span>
          </button>
          <button class="small" name="do" value="duplicate">
            {words.duplicate}
            <span class="unseen">{` ${title}`}</span>
          </button>
        </form>
      </div>
    </li>
  );
}
