import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AppSettings, createApp } from "../../src/server/app.ts";
import { responseCache } from "../../src/db/response-cache.ts";
import { rememberOffered } from "../../src/db/queries/bookings/bookable.ts";
import { openDatabase } from "../../src/db/sqlite/open.ts";
import type { EpochMs } from "../../src/domain/interval.ts";
import type { EventTypeSettings, Host } from "../../src/domain/records.ts";
import type { Log } from "../../src/observability/log.ts";
import { createMetrics } from "../../src/observability/metrics.ts";
import { actionTokens } from "../../src/security/action-token.ts";
import { feedTokens } from "../../src/security/feed-token.ts";
import { privateLinkTokens } from "../../src/security/private-link-token.ts";
import { resetTokens } from "../../src/security/reset-token.ts";
import { setupTokens } from "../../src/security/setup-token.ts";
import { secretBox } from "../../src/security/secret-box.ts";
import { deviceTokens } from "../../src/security/device-token.ts";
import { emailCodes } from "../../src/security/email-code.ts";
import { keyedHash } from "../../src/security/keyed-hash.ts";
import { calendarOpener } from "../../src/calendars/sources/open.ts";
import { coalesceReadings } from "../../src/usecases/calendars/coalesce.ts";
import { feedCache } from "../../src/usecases/calendars/feed-cache.ts";
import type { Deps } from "../../src/usecases/deps.ts";
import { addHost } from "../../src/usecases/hosts/add-host.ts";
import { webhookPoster } from "../../src/webhooks/post.ts";
import { answerChecker } from "./answer-checker.ts";

/** A Monday, 5:00 in New York and 10:00 UTC: the office day there has not begun. */
export const MONDAY = Date.parse("2026-03-02T10:00:00Z");

export type Json = Record<string, any>;

export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json;
};

export type Asked = {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly key?: string;
};

let made: Uint8Array | undefined;

/** The file of a database without rows, migrated once per process: migrating takes longer than most tests. */
function newDatabase(): Uint8Array {
  if (made) return made;
  const folder = mkdtempSync(join(tmpdir(), "schedkit-new-"));
  const path = join(folder, "schedkit.db");
  openDatabase(path, { now: () => MONDAY }).close();
  made = readFileSync(path);
  rmSync(folder, { recursive: true });
  return made;
}

/** The real app on a real database file, with a controlled clock. */
export async function startApp(
  options: Partial<AppSettings> & {
    now?: EpochMs;
    path?: string;
    busyPatienceMs?: number;
    allowPrivate?: boolean;
    publicUrl?: string;
    /** How long a booking waits for a reading of a calendar; two seconds by default. */
    readingLimitMs?: number;
  } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), "schedkit-test-"));
  const path = options.path ?? join(folder, "schedkit.db");
  if (!existsSync(path)) writeFileSync(path, newDatabase());
  const metrics = createMetrics();
  const clock = { now: options.now ?? MONDAY };
  const database = openDatabase(path, {
    busyPatienceMs: options.busyPatienceMs ?? 5_000,
    onCommit: metrics.commits.observe,
    now: () => clock.now,
  });
  const logged: { level: string; message: string; fields: unknown }[] = [];
  const told: string[] = [];
  const limits = {
    on: options.rateLimit ?? false,
    bookingsPerHour: 30,
    hash: keyedHash(Buffer.alloc(32, 7), "limits"),
  };
  const deps: Deps = {
    database,
    findOffered: rememberOffered(),
    responseCache: responseCache(database.generation),
    now: () => clock.now,
    newUid: () => crypto.randomUUID(),
    tokens: actionTokens(Buffer.alloc(32, 7)),
    addressHash: keyedHash(Buffer.alloc(32, 7), "addresses"),
    devices: deviceTokens(Buffer.alloc(32, 7)),
    codes: emailCodes(Buffer.alloc(32, 7)),
    setupTokens: setupTokens(Buffer.alloc(32, 7)),
    resets: resetTokens(Buffer.alloc(32, 7)),
    feedTokens: feedTokens(Buffer.alloc(32, 7)),
    linkTokens: privateLinkTokens(Buffer.alloc(32, 7)),
    feedCache: feedCache(),
    tellOperator: (line) => void told.push(line),
    get limits() {
      return limits.on ? limits : undefined;
    },
    publicUrl: options.publicUrl ?? "http://localhost:3000",
    mailDomain: "localhost",
    sendsMail: false,
    wakeWorkers: () => {},
    webhooks: {
      allowPrivate: options.allowPrivate ?? true,
      post: webhookPoster({ allowPrivate: options.allowPrivate ?? true, resolve: toThisMachine }),
      box: secretBox(Buffer.alloc(32, 7)),
    },
    calendars: {
      open: calendarOpener({ allowPrivate: options.allowPrivate ?? true, resolve: toThisMachine }),
      box: secretBox(Buffer.alloc(32, 7)),
      readings: coalesceReadings(options.readingLimitMs),
      wakeSync: () => {},
    },
    metrics,
    log: collectingLog(logged),
    stopping: new AbortController().signal,
  };
  const app = createApp(deps, deps.log, {
    actionLinks: options.actionLinks ?? "direct",
    frameAncestors: options.frameAncestors ?? "*",
    metricsAddress: options.metricsAddress,
    rateLimit: options.rateLimit ?? false,
    trustProxy: options.trustProxy ?? false,
  });
  const check = answerChecker(app.routes);
  const { handle } = app;
  app.handle = async (asked) => {
    const response = await handle(asked);
    await check(asked, response);
    return response;
  };

  async function request(
    method: string,
    target: string,
    { body, headers = {}, key }: Asked = {},
  ): Promise<Answered> {
    const sent = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
    const response = await app.handle(
      new Request(`http://localhost${target}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(key === undefined ? {} : { "x-api-key": key }),
          ...headers,
        },
        ...(sent === undefined ? {} : { body: sent }),
      }),
    );
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }

  return {
    app,
    deps,
    database,
    clock,
    /** The limits on visitors, which a test can change. */
    limits,
    logged,
    /** The lines for whoever runs the server. */
    told,
    path,
    request,
    /** Adds a host with office hours in New York and these event types, and returns their key. */
    async host(
      slug = "jane",
      eventTypes?: readonly EventTypeSettings[],
    ): Promise<{ host: Host; key: string }> {
      const given = { slug, name: "Jane Doe", email: `${slug}@example.com`, time_zone: "America/New_York" };
      const added = await addHost(deps, given, eventTypes && { eventTypes });
      if (!added.ok) throw new Error(JSON.stringify(added.refusal));
      return { host: added.value.host, key: added.value.apiKey };
    },
    /** Books as an attendee; by default Jason at 9:00 in New York on that Monday. */
    book(
      over: Json = {},
      target = "/v1/book/jane/30min",
      headers: Record<string, string> = {},
    ): Promise<Answered> {
      return request("POST", target, { body: { ...jason, ...over }, headers });
    },
    close(): void {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type TestApp = Awaited<ReturnType<typeof startApp>>;

/** Resolves every name to this machine, so that no test uses the internet. */
const toThisMachine = async () => [{ address: "127.0.0.1", family: 4 }];

/** Jason's request to book 9:00 on that Monday. */
export const jason = {
  attendee_name: "Jason Johnson",
  attendee_email: "jason@example.com",
  start_time: "2026-03-02T14:00:00Z",
  timezone: "America/Chicago",
};

function collectingLog(into: { level: string; message: string; fields: unknown }[]): Log {
  const at = (level: string) => (message: string, fields?: unknown) =>
    void into.push({ level, message, fields });
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
