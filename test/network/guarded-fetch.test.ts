import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type FetchSettings, guardedFetch, type GuardedRequest } from "../../src/network/guarded-fetch.ts";
import { send } from "../../src/network/send.ts";
import { failureOf, forever } from "../support/calendars/copy.ts";
import { type IcsServer, redirecting, serving, startIcsServer } from "../support/ics-server.ts";

let server: IcsServer;
let other: IcsServer;
beforeEach(async () => {
  [server, other] = [await startIcsServer(serving("here")), await startIcsServer(serving("there"))];
});
afterEach(async () => {
  await server.close();
  await other.close();
});

const loopback = { address: "127.0.0.1", family: 4 };
const outside = { address: "8.8.8.8", family: 4 };
/** Reaches the test's server in place of the address that was checked. */
const dial: typeof send = (request, _addresses, signal) => send(request, [loopback], signal);
const settings: FetchSettings = {
  allowPrivate: true,
  variable: "CALENDAR_ALLOW_PRIVATE",
  resolve: async () => [loopback],
  timeoutMs: 2_000,
  maxBytes: 1_000,
};

async function get(
  request: Partial<GuardedRequest> & { readonly url: string },
  over: Partial<FetchSettings> = {},
): Promise<{ status: number; text: string }> {
  const fetch = guardedFetch({ ...settings, ...over });
  const { status, body } = await fetch({ method: "GET", headers: {}, ...request }, forever);
  return { status, text: Buffer.concat(await Array.fromAsync(body)).toString() };
}
const named = (name: string, { url }: IcsServer) => url.replace("127.0.0.1", name);

describe("a redirect", () => {
  test("is followed with the same method and body", async () => {
    server.behave(redirecting(other.url, 308));
    expect(await get({ url: server.url, method: "PROPFIND", body: "<x/>" })).toMatchObject({ text: "there" });
    expect(other.requests[0]).toMatchObject({ method: "PROPFIND", headers: { "content-length": "4" } });
  });

  test("is returned if none shall be followed", async () => {
    server.behave(redirecting(other.url));
    expect(await get({ url: server.url, maxRedirects: 0 })).toMatchObject({ status: 302 });
    expect(other.requests).toHaveLength(0);
  });

  test("keeps the credentials within the origin only", async () => {
    server.behave((request, response) =>
      request.url === "/feed.ics"
        ? redirecting("/moved")(request, response)
        : redirecting(other.url)(request, response),
    );
    await get({ url: server.url, authorization: "Basic abc" });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(["Basic abc", "Basic abc"]);
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  test("does not regain the credentials by returning to the origin", async () => {
    server.behave((request, response) =>
      request.url === "/feed.ics"
        ? redirecting(other.url)(request, response)
        : serving("x")(request, response),
    );
    other.behave(redirecting(server.url.replace("feed.ics", "back")));
    await get({ url: server.url, authorization: "Basic abc" });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(["Basic abc", undefined]);
  });

  test.each([
    "127.0.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "2130706433",
    "[64:ff9b::7f00:1]",
    "localhost",
    "inside.example",
  ])("to %s is refused like the address itself", async (host) => {
    server.behave(redirecting(named(host, other)));
    const resolve = async (name: string) => [name === "public.example" ? outside : loopback];
    const url = named("public.example", server);
    const failure = await failureOf(get({ url }, { allowPrivate: false, resolve, dial }));
    expect(failure).toMatchObject({
      kind: "forbidden_address",
      message: expect.stringContaining("is not a public address"),
    });
    expect([server.requests.length, other.requests.length]).toEqual([1, 0]);
  });

  test("ends after five", async () => {
    server.behave(redirecting(server.url));
    expect(await failureOf(get({ url: server.url }))).toMatchObject({ kind: "bad_redirect" });
    expect(server.requests).toHaveLength(6);
  });
});

test("a server without encryption is named as such", async () => {
  const failure = await failureOf(get({ url: server.url.replace("http:", "https:") }));
  expect(failure).toMatchObject({ kind: "unreachable", message: "The server does not offer https here." });
});

describe("credentials", () => {
  test("are not sent to a public address without encryption", async () => {
    const request = { url: named("cloud.example", server), authorization: "Basic abc" };
    const failure = await failureOf(get(request, { resolve: async () => [outside], dial }));
    expect(failure).toMatchObject({
      kind: "forbidden_address",
      message: "The password would be sent without encryption; enter an https address.",
    });
    expect(server.requests).toHaveLength(0);
  });

  test("are sent to a private address without encryption", async () => {
    await get({ url: server.url, authorization: "Basic abc" });
    expect(server.requests[0]?.headers.authorization).toBe("Basic abc");
  });
});

describe("a body", () => {
  test("is limited", async () => {
    server.behave(serving("x".repeat(1_001)));
    expect(await failureOf(get({ url: server.url }))).toMatchObject({
      kind: "too_large",
      message: "The response is larger than 1000 bytes.",
    });
  });

  test("is asked for without compression", async () => {
    await get({ url: server.url });
    expect(server.requests[0]?.headers["accept-encoding"]).toBe("identity");
  });
});

test("a name is resolved once, so DNS rebinding fails", async () => {
  const answers = [[outside], [loopback]];
  const dialed: unknown[] = [];
  const url = named("rebinding.example", server);
  await get(
    { url },
    {
      allowPrivate: false,
      resolve: async () => answers.shift()!,
      dial: (request, addresses, signal) => (dialed.push(...addresses), dial(request, addresses, signal)),
    },
  );
  expect(dialed).toEqual([outside]);
  expect(answers).toHaveLength(1);
});
