import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { type PostSettings, webhookPoster } from "../../src/webhooks/post.ts";
import { answering, hanging, type Receiver, startReceiver } from "../support/receiver.ts";

let receiver: Receiver;

beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const loopback = async () => [{ address: "127.0.0.1", family: 4 }];
const sent = { headers: { "content-type": "application/json", "x-some": "1" }, body: '{"ä":1}' };
const post = (url: string, settings: Partial<PostSettings> = {}) =>
  webhookPoster({ allowPrivate: true, timeoutMs: 2_000, resolve: loopback, ...settings })({ url, ...sent });
const guarded = (url: string, settings: Partial<PostSettings> = {}) =>
  post(url, { allowPrivate: false, ...settings });
const named = (name: string) => receiver.url.replace("127.0.0.1", name);

describe("a request", () => {
  test("is sent unchanged, and its response returned", async () => {
    receiver.behave(answering(201, "thank you"));
    expect(await post(receiver.url)).toEqual({
      status: 201,
      answer: "thank you",
      tookMs: expect.any(Number),
    });
    const [{ path, headers, body }] = receiver.received as [(typeof receiver.received)[0]];
    expect({ path, body }).toEqual({ path: "/hook", body: sent.body });
    expect(headers).toMatchObject({ ...sent.headers, host: `127.0.0.1:${receiver.port}` });
  });

  test("goes to the resolved address with the server's name", async () => {
    await post(named("hooks.example"));
    expect(receiver.received[0]?.headers).toMatchObject({ host: `hooks.example:${receiver.port}` });
  });

  test("does not follow redirects", async () => {
    const other = await startReceiver();
    receiver.behave(answering(307, "there", { location: other.url }));
    expect(await post(receiver.url)).toMatchObject({ status: 307 });
    expect(other.received).toHaveLength(0);
    await other.close();
  });

  test("uses no proxy of the environment", async () => {
    process.env["http_proxy"] = "http://127.0.0.1:1";
    expect(await post(named("hooks.example"))).toMatchObject({ status: 204 });
    delete process.env["http_proxy"];
  });
});

describe("a failure is reported", () => {
  test("if nothing is listening", async () => {
    await receiver.close();
    expect(await post(receiver.url)).toMatchObject({ error: "The connection was refused" });
  });

  test("if the server hangs", async () => {
    receiver.behave(hanging);
    expect(await post(receiver.url, { timeoutMs: 200 })).toMatchObject({ error: "No response within 0.2 s" });
  });

  test("if resolving the name hangs or fails", async () => {
    const never = () => new Promise<never>(() => undefined);
    const nothing = () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
    const url = named("hooks.example");
    expect(await post(url, { timeoutMs: 50, resolve: never })).toMatchObject({
      error: "No response within 0.05 s",
    });
    expect(await post(url, { resolve: nothing })).toMatchObject({
      error: "The server's name does not exist",
    });
  });

  test("if the server closes the connection or is not HTTP", async () => {
    for (const word of ["", "220 mail.example.com ESMTP\r\n"]) {
      const server = await listening(createServer((socket) => void socket.end(word)));
      expect(await post(server.url)).toEqual({
        error: expect.stringMatching(/^[A-Z].{10,}/),
        tookMs: expect.any(Number),
      });
      server.close();
    }
  });

  test("if this server is stopped", async () => {
    receiver.behave(hanging);
    const stop = new AbortController();
    const posted = webhookPoster({ allowPrivate: true })({ url: receiver.url, ...sent }, stop.signal);
    await receiver.count(1);
    stop.abort();
    expect(await posted).toMatchObject({ error: "This server was stopped" });
  });
});

describe("of a response", () => {
  test("that never ends, only the beginning is read", async () => {
    let closed: (() => void) | undefined;
    const hungUp = new Promise<void>((resolve) => (closed = resolve));
    receiver.behave((response) => {
      response.writeHead(200).write("x".repeat(500));
      const timer = setInterval(() => response.write("x".repeat(500)), 5);
      response.on("close", () => (clearInterval(timer), closed!()));
    });
    const posted = await post(receiver.url, { timeoutMs: 4_000 });
    expect(posted).toMatchObject({ status: 200, answer: "x".repeat(1_024) });
    expect(posted.tookMs).toBeLessThan(2_000);
    await hungUp;
  });

  test("that breaks off, the status counts", async () => {
    receiver.behave((response) => void response.writeHead(200).write("begun"));
    expect(await post(receiver.url, { timeoutMs: 200 })).toMatchObject({ status: 200, answer: "begun" });
  });

  test("that is not text, the bytes are replaced", async () => {
    receiver.behave((response) => void response.writeHead(200).end(Buffer.from([0, 0xff, 27, 91, 65])));
    expect(await post(receiver.url)).toMatchObject({ answer: "\ufffd\ufffd\ufffd[A" });
  });
});

describe("without WEBHOOK_ALLOW_PRIVATE", () => {
  test.each(["127.0.0.1", "127.1", "2130706433", "0177.0.0.1", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"])(
    "http://%s is not contacted",
    async (host) => {
      expect(await guarded(named(host))).toMatchObject({
        error: expect.stringContaining("is not a public address"),
      });
      expect(receiver.received).toHaveLength(0);
    },
  );

  test("IPv6 loopback is not contacted", async () => {
    const inside = await startReceiver(answering(204), "::1");
    expect(await guarded(inside.url)).toMatchObject({
      error: expect.stringContaining("is not a public address"),
    });
    expect(await post(inside.url)).toMatchObject({ status: 204 });
    expect(inside.received).toHaveLength(1);
    await inside.close();
  });

  test("a name that resolves to a private address is not contacted", async () => {
    const { resolve: _, ...asTheSystemDoes } = { allowPrivate: false, resolve: loopback };
    const url = named("localhost");
    const posted = await webhookPoster(asTheSystemDoes)({ url, ...sent });
    expect(posted).toMatchObject({
      error: expect.stringMatching(/localhost \((127\.0\.0\.1|::1)\) is not a public/),
    });
    expect(receiver.received).toHaveLength(0);
  });

  test("a name with one private address is not contacted", async () => {
    const resolve = async () => [
      { address: "8.8.8.8", family: 4 },
      { address: "127.0.0.1", family: 4 },
    ];
    expect(await guarded(named("hooks.example"), { resolve })).toMatchObject({
      error: expect.stringContaining("hooks.example (127.0.0.1) is not a public address"),
    });
  });

  test("a name is resolved once, so DNS rebinding fails", async () => {
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? "192.0.2.1" : "127.0.0.1", family: 4 }];
    };
    await post(named("localhost"), { resolve, timeoutMs: 300 });
    expect(asked).toBe(1);
    expect(receiver.received).toHaveLength(0);
  });
});

describe("over TLS", () => {
  test("the certificate must match the name, which is sent as SNI", async () => {
    const pem = readFileSync(join(import.meta.dir, "../support/localhost.pem"));
    const names: string[] = [];
    let requests = 0;
    const server = await listening(
      createTlsServer(
        {
          key: pem,
          cert: pem,
          SNICallback: (name, done) => (names.push(name), done(null)),
        },
        (socket) => socket.on("data", () => (requests += 1)).on("error", () => undefined),
      ),
    );
    const posted = await post(server.url.replace("http://127.0.0.1", "https://hooks.example"));
    expect(posted).toMatchObject({ error: expect.stringMatching(/certificate/i) });
    expect(names).toEqual(["hooks.example"]);
    expect(requests).toBe(0);
    server.close();
  });
});

async function listening(server: Server): Promise<{ url: string; close(): void }> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
