import { tidied } from "../../domain/text/typed-text.ts";
import type { Booked, PageState } from "./state.ts";

type View = {
  readonly tz?: string;
  readonly month?: string;
  readonly date?: string;
  readonly start?: string;
  readonly clock?: string;
  readonly lang?: string;
  readonly duration?: string;
};

/** Query parameters that prefill the form. */
const prefilled = { name: "attendee_name", email: "attendee_email", notes: "notes" } as const;

/** The field that a query parameter fills; undefined if there is none. */
export function fieldOf(name: string): string | undefined {
  if (Object.hasOwn(prefilled, name)) return prefilled[name as keyof typeof prefilled];
  return /^answers\[.+\]$/.test(name) ? name : undefined;
}

/** The value that a query parameter prefills. In an address a space was a `+`, which links often leave unescaped. */
export function prefilledValue(name: string, value: string): string {
  return name === "email" ? tidied(value).replaceAll(" ", "+") : value.slice(0, 5000);
}

export function pathOfPage({
  base,
  host,
  event,
  rescheduling,
}: Pick<PageState, "base" | "host" | "event" | "rescheduling">): string {
  if (rescheduling) return `${base}/v1/reschedule/${rescheduling.token}`;
  return `${base}/book/${encodeURIComponent(host.username)}/${encodeURIComponent(event.slug)}`;
}

/** The URL from which the browser loads the slots. */
export function pathOfSlots(state: PageState): string {
  if (state.rescheduling) return `${pathOfPage(state)}/slots`;
  const path = [state.host.username, state.event.slug].map(encodeURIComponent).join("/");
  return `${state.base}/v1/slots/${path}`;
}

/** The URL of another view of the page, keeping the current query. */
export function addressOf(state: PageState, view: View): string {
  const query = new URLSearchParams(queryPairs(state, view)).toString();
  return query === "" ? pathOfPage(state) : `${pathOfPage(state)}?${query}`;
}

/** The query of that URL as pairs, for a form's hidden fields. */
export function queryPairs(state: PageState, view: View): [string, string][] {
  const { asked, embed, carried } = state;
  const named = { ...asked, ...view, embed: embed ?? undefined };
  const pairs = Object.entries(named).filter((pair): pair is [string, string] => pair[1] !== undefined);
  for (const [name, field] of Object.entries(prefilled)) {
    const value = carried[field]?.[0];
    if (value) pairs.push([name, value]);
  }
  for (const [field, given] of Object.entries(carried)) {
    if (field.startsWith("answers[")) pairs.push(...given.map((value): [string, string] => [field, value]));
  }
  return pairs;
}

/** The query of a booking's own page: the language and look of this one. */
export function viewQuery({ asked: { lang, theme, clock }, embed }: PageState): string {
  const named = { lang, theme, clock, embed: embed ?? undefined };
  const pairs = Object.entries(named).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}

/** Where the page goes after a booking, with nothing personal: addresses end up in logs and histories. */
export function redirectAfter(url: string, { uid, status }: Pick<Booked, "uid" | "status">): string {
  const target = new URL(url);
  target.searchParams.set("booking", uid);
  target.searchParams.set("status", status);
  return target.href;
}
