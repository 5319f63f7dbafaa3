import { SourceFailure } from "../failure.ts";
import { failureOf } from "../http.ts";
import type { RemoteCalendar } from "../source.ts";
import { calendarOf, CALENDAR_PROPERTIES } from "./collection.ts";
import { type Connection, propfind } from "./connection.ts";
import { normalUrl } from "./href.ts";

/** How many calendars of an account are offered. */
const MAX_CALENDARS = 200;

/** The time limit for finding them, over all requests. */
const TIMEOUT_MS = 30_000;

/**
 * Finds the calendars of an account from the address that the host entered: of one calendar, of the server, or of anything that
 * leads to the account (RFC 6764). Throws `SourceFailure`.
 */
export async function discover(
  connection: Connection,
  entered: string,
  stop: AbortSignal,
): Promise<readonly RemoteCalendar[]> {
  const signal = AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), stop]);
  const here = await listCalendars(connection, entered, "0", signal).catch(notHere);
  if (here.length > 0) return here;
  const calendars = await listCalendars(connection, await homeOf(connection, entered, signal), "1", signal);
  if (calendars.length === 0)
    throw new SourceFailure("not_a_calendar", "The account has no calendar that can hold events.");
  return calendars;
}

/** An address may lead to the account without being a CalDAV resource itself. */
function notHere(error: unknown): [] {
  const isFinal =
    error instanceof SourceFailure && ["unauthorized", "forbidden_address"].includes(error.kind);
  if (error instanceof SourceFailure && !isFinal) return [];
  throw error;
}

async function listCalendars(
  connection: Connection,
  url: string,
  depth: "0" | "1",
  signal: AbortSignal,
): Promise<readonly RemoteCalendar[]> {
  const calendars: RemoteCalendar[] = [];
  const asked = { url, depth, properties: CALENDAR_PROPERTIES };
  for await (const resource of propfind(connection, asked, signal)) {
    const calendar = calendarOf(resource, url);
    if (calendar && calendars.length < MAX_CALENDARS) calendars.push(calendar);
  }
  return calendars;
}

/** The address of the account's calendars. Credentials only go to the host entered and to hosts below it. */
async function homeOf(connection: Connection, entered: string, signal: AbortSignal): Promise<string> {
  const { createAccount } = await import("tsdav");
  const failures: SourceFailure[] = [];
  try {
    const { homeUrl } = await createAccount({
      account: { accountType: "caldav", serverUrl: entered },
      fetch: davFetch(connection, entered, failures, signal),
    });
    const home = homeUrl && normalUrl(homeUrl, entered);
    if (home) return home.endsWith("/") ? home : `${home}/`;
  } catch {
    // The library's errors say less than the responses it got.
  }
  throw worst(failures);
}

const SEVERITY = ["forbidden_address", "refused", "unauthorized", "unreachable", "too_large"];

function worst(failures: readonly SourceFailure[]): SourceFailure {
  const found = SEVERITY.flatMap((kind) => failures.filter((failure) => failure.kind === kind));
  return (
    found[0] ?? new SourceFailure("not_a_calendar", "The server does not offer calendars (CalDAV) here.")
  );
}

/** The `fetch` that the library gets: guarded, and keeping the failures that it hides. */
function davFetch(
  connection: Connection,
  entered: string,
  failures: SourceFailure[],
  signal: AbortSignal,
): typeof fetch {
  const answer = async (input: string | URL | Request, init: RequestInit = {}) => {
    const url = input instanceof Request ? input.url : input.toString();
    try {
      // The library only asks `.well-known` not to be redirected, which needs no credentials.
      if (init.redirect === "manual") return await responseTo(connection.sendAnonymously, url, init, signal);
      if (!isBelow(url, entered)) throw elsewhere(url);
      const response = await responseTo(connection.send, url, init, signal);
      if (response.status === 401 || response.status >= 500) throw failureOf(response.status);
      return response;
    } catch (error) {
      if (error instanceof SourceFailure) failures.push(error);
      throw error;
    }
  };
  return Object.assign(answer, { preconnect: () => undefined });
}

function elsewhere(url: string): SourceFailure {
  return new SourceFailure(
    "refused",
    `The server refers to ${new URL(url).host}. Enter that address instead.`,
  );
}

/** Whether an address may receive the credentials for the one entered: on the same host or one below it, not less encrypted. */
function isBelow(url: string, entered: string): boolean {
  const [one, own] = [new URL(url), new URL(entered)];
  const isSameHost = one.hostname === own.hostname || one.hostname.endsWith(`.${own.hostname}`);
  return isSameHost && (one.protocol === "https:" || own.protocol === "http:");
}

async function responseTo(
  send: Connection["send"],
  url: string,
  { method = "GET", headers: sent, body: text }: RequestInit,
  signal: AbortSignal,
): Promise<Response> {
  const content = typeof text === "string" ? { body: text } : {};
  const headers = Object.fromEntries(new Headers(sent));
  const exchange = await send({ method, url, headers, ...content }, signal);
  const { status, body } = exchange;
  const parts = await Array.fromAsync(body);
  return new Response(status === 204 || status === 304 ? null : Buffer.concat(parts), {
    status,
    headers: pick(exchange.headers, ["content-type", "location"]),
  });
}

function pick(headers: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, string> {
  const found = names.map((name) => [name, headers[name]] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
