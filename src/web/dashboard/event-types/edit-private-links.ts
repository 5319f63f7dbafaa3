import { createLinkBody } from "../../../api/event-types/links.ts";
import { findEventType } from "../../../db/queries/hosts/event-types.ts";
import { isoInstant, parseDate } from "../../../domain/clock.ts";
import { DAY_MS } from "../../../domain/interval.ts";
import type { EventType } from "../../../domain/records.ts";
import { instantsBetween } from "../../../domain/zone.ts";
import { idOf, instantOf } from "../../../http/fields.ts";
import { addLink, removeLink } from "../../../usecases/links/private-links.ts";
import type { DashboardContext } from "../context.ts";
import { formWithErrors, readForm, refusedForm } from "../forms/form.ts";
import { valueOf, withValues } from "../forms/sent.ts";
import { leadTo, showMissing, showRefusal } from "../show.ts";
import { timesOf } from "../times.tsx";
import { privateLinksPage } from "./private-links.tsx";

/** Shows the private links of an event type. */
export async function showPrivateLinks(context: DashboardContext): Promise<Response> {
  const eventType = await ownEventType(context);
  return eventType ? privateLinksPage(context, eventType) : showMissing(context);
}

/** Creates a private link that can be used until the end of a day in the host's zone. */
export async function submitPrivateLink(context: DashboardContext): Promise<Response> {
  const { deps, caller, sent, translation } = context;
  const { texts } = translation;
  const eventType = await ownEventType(context);
  if (!eventType) return showMissing(context);
  const typed = valueOf(sent, "expires_at").trim();
  const lastDay = parseDate(typed);
  if (typed !== "" && lastDay === undefined) {
    const form = formWithErrors(texts, sent, [{ path: "/expires_at", message: "must be a date" }]);
    return privateLinksPage(context, eventType, form, 422);
  }
  const expires_at = lastDay === undefined ? "" : isoInstant(endOfDay(context, lastDay));
  // Browsers send each end of a line as CR LF.
  const notes = valueOf(sent, "prefill.notes").replaceAll("\r\n", "\n");
  const asked = withValues(sent, { expires_at, "prefill.notes": notes });
  const read = readForm(texts, createLinkBody, asked, ["uses", "expires_at", "prefill"]);
  if ("form" in read) return privateLinksPage(context, eventType, { ...read.form, sent }, 422);
  const { uses = 1, prefill = {} } = read.body;
  const outcome = await addLink(deps, caller, eventType.id, {
    uses,
    expires_at: read.body.expires_at ? instantOf(read.body.expires_at) : null,
    prefill,
  });
  if (!outcome.ok)
    return privateLinksPage(context, eventType, refusedForm(texts, sent, outcome.refusal), 422);
  return leadTo(context, `event-types/${eventType.id}/links?done=created`);
}

export async function submitLinkRemoval(context: DashboardContext): Promise<Response> {
  const { deps, caller, params } = context;
  const eventTypeId = idOf(params["id"] ?? "");
  const outcome = await removeLink(deps, caller, eventTypeId, idOf(params["link_id"] ?? ""));
  return outcome.ok
    ? leadTo(context, `event-types/${eventTypeId}/links?done=deleted`)
    : showRefusal(context, outcome.refusal);
}

function ownEventType({ deps, host, params }: DashboardContext): Promise<EventType | undefined> {
  return findEventType(deps.database.read, host.id, idOf(params["id"] ?? ""));
}

function endOfDay(context: DashboardContext, day: number): number {
  return instantsBetween(timesOf(context).zone, day * DAY_MS, (day + 1) * DAY_MS).at(-1)!.end;
}
