import { isDemoHost } from "../../db/queries/hosts/hosts.ts";
import type { Caller } from "../../domain/actor.ts";
import type { Host } from "../../domain/records.ts";
import { basePathOf } from "../../http/paths.ts";
import { type Locale, parseLocale } from "../../i18n/locale.ts";
import { dashboardTexts } from "../../i18n/texts/dashboard.ts";
import type { DashboardTexts } from "../../i18n/texts/dashboard-texts.ts";
import type { Deps } from "../../usecases/deps.ts";
import { type Sent, sentBy } from "./forms/sent.ts";

/** The language of a page: the host's own, or the browser's before anybody has signed in. */
export type DashboardTranslation = Locale & { readonly texts: DashboardTexts };

/** A request for one of the host's pages. */
export type DashboardContext = {
  readonly deps: Deps;
  readonly request: Request;
  readonly caller: Caller;
  readonly host: Host;
  readonly isDemo: boolean;
  readonly translation: DashboardTranslation;
  /** The path of the public URL, which precedes every link. */
  readonly base: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly sent: Sent;
};

/** What a handler of a dashboard route gets from the framework. */
export type RouteContext = {
  readonly request: Request;
  readonly caller: Caller;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

export async function contextOf(
  deps: Deps,
  { request, caller, params = {}, body }: RouteContext,
): Promise<DashboardContext> {
  const { host } = caller;
  return {
    deps,
    request,
    caller,
    host,
    isDemo: await isDemoHost(deps.database.read, host.id),
    translation: await translationOf(parseLocale(host.locale)!),
    base: basePathOf(deps.publicUrl),
    params,
    query: queryOf(request),
    sent: sentBy(body),
  };
}

export async function translationOf(spoken: Locale): Promise<DashboardTranslation> {
  return { ...spoken, texts: await dashboardTexts(spoken.language) };
}

export function queryOf({ url }: Pick<Request, "url">): URLSearchParams {
  const start = url.indexOf("?");
  return new URLSearchParams(start === -1 ? "" : url.slice(start));
}
