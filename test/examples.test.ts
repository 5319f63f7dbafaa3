import { afterAll, beforeAll, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hasChromium, openChromium } from "./support/chromium.ts";
import { runSchedkit, type Server, startServer, temporaryFolder } from "./support/start-server.ts";

const root = join(import.meta.dir, "..");
const example = (path: string) => join(root, "examples", path);
const folder = temporaryFolder();
let server: Server;
let key: string;

beforeAll(async () => {
  const words = "host add --name Jane --email jane@example.com --slug jane --timezone UTC --json".split(" ");
  key = JSON.parse(await runSchedkit(words, { dataDir: folder.path })).api_key;
  server = await startServer({ dataDir: folder.path, env: { WEBHOOK_ALLOW_PRIVATE: "true" } });
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

async function ask(method: string, path: string, body?: object): Promise<any> {
  const response = await fetch(server.address + path, {
    method,
    headers: { "content-type": "application/json", "x-api-key": key },
    ...(body && { body: JSON.stringify(body) }),
  });
  return response.json();
}

async function bookByExample(): Promise<string> {
  const client = Bun.spawn([process.execPath, example("booking-client/book.ts"), "jane", "30min"], {
    env: { SCHEDKIT_URL: server.address },
    stdout: "pipe",
    stderr: "inherit",
  });
  const printed = await new Response(client.stdout).text();
  expect(await client.exited).toBe(0);
  return printed;
}

test("the booking client books a free slot once", async () => {
  expect(await bookByExample()).toMatch(/^Booking \d+ at \S+ is confirmed\.\n$/);
  expect((await ask("GET", "/v1/bookings")).total).toBe(1);
});

test("the webhook receiver prints genuine events and refuses forged ones", async () => {
  const stand = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const { port } = stand;
  await stand.stop(true);
  const { secret } = await ask("POST", "/v1/webhooks", { url: `http://127.0.0.1:${port}/` });
  const receiver = Bun.spawn([process.execPath, example("webhook-receiver/server.ts")], {
    env: { WEBHOOK_SECRET: secret, PORT: String(port) },
    stdout: "pipe",
    stderr: "inherit",
  });
  const lines = receiver.stdout.pipeThrough(new TextDecoderStream());
  let printed = "";
  try {
    for await (const text of lines) {
      printed += text;
      if (printed.includes("listening") && !printed.includes("booking.")) {
        const forged = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: "{}" });
        expect(forged.status).toBe(401);
        await bookByExample();
      }
      if (printed.includes("booking.confirmed")) break;
    }
  } finally {
    receiver.kill();
    await receiver.exited;
  }
  expect(printed).toMatch(/booking\.confirmed: Jason Johnson at \S+Z \(confirmed\)/);
});

test.skipIf(!hasChromium)("the plain page shows the embed and opens a popup", async () => {
  const html = readFileSync(example("plain-html/index.html"), "utf8");
  await onPage(html.replaceAll("http://localhost:3000", server.address));
});

test.skipIf(!hasChromium)("the React app shows the embed and opens a popup", async () => {
  const { success, logs, outputs } = await Bun.build({
    entrypoints: [join(import.meta.dir, "support/react-example.tsx")],
    target: "browser",
    format: "iife",
    define: { "process.env.NODE_ENV": '"production"', SERVER: JSON.stringify(server.address) },
  });
  expect({ success, logs }).toEqual({ success: true, logs: [] });
  const script = await outputs[0]!.text();
  await onPage(
    '<!doctype html><meta charset="utf-8"><div id="app"></div><script src="/app.js"></script>',
    script,
  );
});

/** Opens a page on its own site, and looks for the booking page in both frames. */
async function onPage(html: string, script = ""): Promise<void> {
  const site = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: ({ url }) =>
      url.endsWith("/app.js")
        ? new Response(script, { headers: { "content-type": "text/javascript" } })
        : new Response(html, { headers: { "content-type": "text/html" } }),
  });
  const browser = await openChromium();
  const page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(site.url.href);
  await page.frameLocator("iframe").first().locator("#choose").waitFor();
  await page.getByRole("button", { name: "Book a call" }).click();
  await page.getByRole("dialog").waitFor();
  await browser.close();
  await site.stop(true);
}
