import { Database } from "bun:sqlite";
import { operator } from "../../src/domain/actor.ts";
import { declaredRoutes } from "../../src/http/route-table.ts";
import type { Purpose } from "../../src/security/action-token.ts";
import { createKeyIn } from "../../src/usecases/hosts/api-keys.ts";
import { startFeedServer } from "../support/calendars/feed-server.ts";
import { type Described, readDescription } from "../support/description.ts";
import { aSession } from "../support/sessions.ts";
import { type Answered, type Json, startApp, type TestApp } from "../support/start-app.ts";
import type { FuzzedRequest, KeyUse, Segment } from "./fuzz-requests.ts";
import { wrapped } from "./fuzz-wrapping.ts";

/** Runs after all pending writes, and changes nothing itself. */
const NOTHING = async () => undefined;

const poolOf = {
  id: "ids",
  username: "usernames",
  event_slug: "slugs",
  file: "files",
  email: "addresses",
} as const;

/** The maximum time for one response, in milliseconds. */
const PATIENCE_MS = 10_000;

/** A request as it was sent. */
export type Sent = {
  readonly method: string;
  readonly target: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer> | undefined;
};

export type Exchange = {
  readonly sent: Sent;
  readonly answered: Answered;
  /** Whether the database changed while it was answered. */
  readonly hasWritten: boolean;
};

/** The purpose of the tokens in paths, by path segment. */
const purposes: readonly (readonly [string, Purpose])[] = [
  ["/cancel/", "cancel"],
  ["/reschedule/", "reschedule"],
  ["/not-me/", "disown"],
  ["/guests/", "guests"],
  ["/booking/", "view"],
];

/** Two hosts with every feature, and what a stranger can know about them. */
export async function startWorld(settings: Parameters<typeof startApp>[0] = {}) {
  const app = await startApp(settings);
  const jane = await app.host();
  const joe = await app.host("joe");
  const description = await readDescription(app);
  const tokens: Record<Purpose, string[]> = {
    confirm: [],
    cancel: [],
    reschedule: [],
    disown: [],
    guests: [],
    view: [],
    host_cancel: [],
    host_reschedule: [],
    host_view: [],
  };
  const known: Record<"ids" | "files" | "usernames" | "slugs" | "addresses", string[]> = {
    ids: [],
    files: [],
    usernames: ["joe", "jane"],
    slugs: ["30min", "approval", "asks"],
    addresses: [],
  };
  let key = jane.key;
  const feed = startFeedServer();
  await furnish(app, key, feed.url);
  await furnish(app, joe.key, feed.url, "joe");
  await recordUse(app, joe.key);
  const eye = new Database(app.path, { readonly: true });
  const version = eye.query<{ data_version: number }, []>("pragma data_version");

  function pathOf({ path, segments, bend }: FuzzedRequest): string {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => textOf(path, name, segments[name]!));
    return bent(filled, bend);
  }

  function textOf(path: string, name: string, segment: Segment): string {
    if ("raw" in segment) return segment.raw;
    if ((name === "id" || name === "link_id") && segment.known % 2 === 1)
      return String((segment.known + 1) / 2);
    const pool = name.endsWith("token")
      ? tokensFor(path, segment.known)
      : known[poolOf[name as keyof typeof poolOf] ?? "files"];
    return pool.at(-1 - (segment.known % Math.max(1, pool.length))) ?? "1";
  }

  /** Usually tokens that match the path, and sometimes those of another link. */
  function tokensFor(path: string, choice: number): string[] {
    if (choice % 8 === 7) return Object.values(tokens).flat();
    return tokens[purposes.find(([part]) => path.includes(part))?.[1] ?? "confirm"];
  }

  function prepare(request: FuzzedRequest): Sent {
    const { method, query, headers, body } = request;
    const sent = new Headers(keyHeaders(request.key, key, joe.key));
    const bytes = body && !["GET", "HEAD"].includes(method.toUpperCase()) ? wrapped(body, sent) : undefined;
    for (const [name, value] of headers) sent.append(name, value);
    return {
      method,
      target: pathOf(request) + (query === "" ? "" : `?${query}`),
      headers: sent,
      body: bytes,
    };
  }

  async function ask(request: FuzzedRequest): Promise<Exchange> {
    const sent = prepare(request);
    const before = version.get()!.data_version;
    const answered = await inTime(answerTo(app, sent, request.body?.as === "chunks"));
    await app.database.write(NOTHING);
    const hasWritten = version.get()!.data_version !== before;
    learn(answered.json);
    for (const [, file] of answered.text.matchAll(/(?:src|href)="[^"]*\/([\w.-]+\.\w+)[?"]/g))
      keep(known.files, file!);
    if (answered.status === 401) await restoreKey();
    return { sent, answered, hasWritten };
  }

  /** Remembers what a response reveals, like a client. */
  function learn(json: Json): void {
    if (Array.isArray(json)) json.forEach(learn);
    if (typeof json !== "object" || json === null) return;
    for (const [name, value] of Object.entries(json)) {
      if (name === "id" && typeof value === "number") keep(known.ids, String(value));
      if (name === "cancel_token") keep(tokens.cancel, String(value));
      if (name === "reschedule_token") keep(tokens.reschedule, String(value));
      if (name === "view_token") keep(tokens.view, String(value));
      if (name === "attendee_email") keep(known.addresses, String(value));
      if (name === "slug") keep("email" in json ? known.usernames : known.slugs, String(value));
      learn(value);
    }
    if (typeof json["uid"] === "string" && typeof json["id"] === "number") {
      const { id, uid } = json as { id: number; uid: string };
      for (const purpose of ["confirm", "disown", "guests"] as const)
        keep(tokens[purpose], app.deps.tokens.issue(purpose, { id, uid }));
    }
  }

  /** A request may have deleted the key. */
  async function restoreKey(): Promise<void> {
    const { status } = await app.request("GET", "/v1/me", { key });
    if (status !== 401) return;
    const owner = { host: jane.host, actor: operator };
    key = (await app.database.write((trx) => createKeyIn(trx, app.deps, owner, "Again"))).key;
    await recordUse(app, key);
  }

  learn((await app.request("GET", "/v1/bookings", { key })).json);
  learn((await app.request("GET", "/v1/bookings", { key: joe.key })).json);
  return {
    app,
    description,
    hidden: hiddenRoutes(app),
    prepare,
    ask,
    learn,
    /** Overlapping holds of one host, and live bookings without a hold. */
    overlaps: (): number =>
      eye
        .query<{ pairs: number }, []>(
          `select (
             select count(*) from holds a join holds b
               on a.host_id = b.host_id and a.busy_from < b.busy_from and b.busy_from < a.busy_until
           ) + (
             select count(*) from bookings b left join holds h on h.meeting_id = b.meeting_id and h.host_id = b.host_id
             where b.status in ('pending', 'confirmed') and h.host_id is null
           ) as pairs`,
        )
        .get()!.pairs,
    async close(): Promise<void> {
      eye.close();
      app.close();
      await feed.stop();
    },
  };
}

/** Query parameters that prefill pages. */
const prefills = ["name", "email", "tz", "notes", "date", "v"];

/** Undocumented routes: pages and their resources. */
function hiddenRoutes({ app }: TestApp): Described[] {
  const hidden = declaredRoutes(app.routes).filter(
    ({ declaration }) => declaration.operationId === undefined,
  );
  if (hidden.length === 0) throw new Error("no route is left out of the description");
  return hidden.map(({ method, path }) => ({
    method,
    path: path.replaceAll(/:(\w+)/g, "{$1}").replace(/(?<=.)\/$/, ""),
    operation: {
      operationId: `${method} ${path}`,
      parameters: [
        ...Array.from(path.matchAll(/:(\w+)/g), ([, name]) => ({ name, in: "path" })),
        ...prefills.map((name) => ({ name, in: "query", schema: { type: "string", maxLength: 60 } })),
      ],
    },
  }));
}

export type World = Awaited<ReturnType<typeof startWorld>>;

/** Creates one of everything, and bookings in every state. */
async function furnish(app: TestApp, key: string, feed: string, slug = "jane"): Promise<void> {
  const of = (body: Json) => ({ key, body });
  await app.request(
    "POST",
    "/v1/event-types",
    of({ title: "Approval", duration_minutes: 30, requires_confirmation: true }),
  );
  const questions = ["text", "number", "url", "phone", "checkbox", "textarea"].map((type) => ({
    id: type,
    label: type,
    type,
  }));
  await app.request("POST", "/v1/event-types", of({ title: "Asks", duration_minutes: 45, questions }));
  await app.request("PATCH", "/v1/event-types/1", of({ max_guests: 2 }));
  await app.request("POST", `/v1/event-types/${slug === "jane" ? 1 : 2}/links`, of({ uses: 3 }));
  await app.request(
    "POST",
    "/v1/time-off",
    of({ starts_at: "2026-03-20T00:00:00Z", ends_at: "2026-03-21T00:00:00Z" }),
  );
  for (const name of ["First", "Second"])
    await app.request("POST", "/v1/calendar-accounts", of({ kind: "ics", url: feed, name }));
  await aSession(app, slug);
  for (const [n, state] of ["pending", "confirm", "decline", "cancel", "pending"].entries()) {
    const start_time = `2026-03-02T${15 + n}:00:00Z`;
    const { json } = await app.book({ start_time }, `/v1/book/${slug}/approval`);
    if (state !== "pending") await app.request("POST", `/v1/bookings/${json["id"]}/${state}`, { key });
  }
  await app.database.write((trx) =>
    trx.updateTable("outbox").set({ status: "failed", last_error: "550" }).where("id", "<", 6).execute(),
  );
}

/** Uses the key once, because its first use is recorded in the background. */
async function recordUse({ request, database }: TestApp, key: string): Promise<void> {
  await request("GET", "/v1/me", { key });
  await database.write(NOTHING);
}

async function answerTo({ app }: TestApp, sent: Sent, inChunks: boolean): Promise<Answered> {
  const { method, target, headers, body } = sent;
  const request = new Request(`http://localhost${target}`, {
    method,
    headers,
    ...(body && { body: inChunks ? chunksOf(body) : body }),
  });
  const response = await app.handle(request);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

function chunksOf(body: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(stream) {
      for (let at = 0; at < body.length; at += 20_000) stream.enqueue(body.slice(at, at + 20_000));
      stream.close();
    },
  });
}

function keyHeaders(use: KeyUse, own: string, others: string): Record<string, string> {
  switch (use) {
    case "own":
      return { "x-api-key": own };
    case "other host's":
      return { "x-api-key": others };
    case "bearer":
      return { authorization: `Bearer ${own}` };
    case "both":
      return { "x-api-key": own, authorization: `Bearer ${others}` };
    case "wrong":
      return { "x-api-key": `${own.slice(0, -1)}!` };
    case "odd":
      return { "x-api-key": `sk_${"'".repeat(3_000)}`, authorization: "Bearer null" };
    case "none":
      return {};
  }
}

function bent(path: string, bend: FuzzedRequest["bend"]): string {
  const second = path.indexOf("/", 1);
  switch (bend) {
    case "none":
      return path;
    case "//":
    case "/./":
    case "/x/../":
      return second === -1 ? bend + path.slice(1) : path.slice(0, second) + bend + path.slice(second + 1);
    case "trailing slash":
      return `${path}/`;
    case "cut short":
      return path.slice(0, Math.max(1, path.lastIndexOf("/")));
    case "upper case":
      return path.toUpperCase();
    case "one more":
      return `${path}/confirm/1`;
    default:
      return `${path}${bend}x/y`;
  }
}

function keep(pool: string[], value: string): void {
  if (!pool.includes(value)) pool.push(value);
  if (pool.length > 60) pool.shift();
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: Timer | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
