import type { Frame, Page } from "playwright-core";
import { embedRoutes } from "../../src/web/embed.ts";

/** The booking in a page's message. */
export const booking = {
  id: 101,
  uid: "b7a2",
  status: "confirmed",
  requires_confirmation: false,
  attendee_name: "Jason Johnson",
  attendee_email: "jason@example.com",
  attendee_timezone: "America/Chicago",
  start_time: "2026-03-20T14:00:00Z",
  end_time: "2026-03-20T14:30:00Z",
  event_type: "30 Minute Meeting",
};

/** A page that sends the messages a test asks for. */
const standIn = `<!doctype html><html lang="en"><title>Book</title><meta name="color-scheme" content="light dark">
<style>body { margin: 0; font: 1rem system-ui; padding: 2rem }</style>
<h1>A booking page</h1><button>Book it</button>
<script>
  const say = (type, payload, data = payload) => parent.postMessage({ type, payload, data }, "*");
  say("schedkit:resize", { height: 432 });
</script></html>`;

/** The element as a site's script sees it. */
export type Embed = HTMLElement & { open(): void; close(): void };

export type Site = { readonly origin: string; stop(): Promise<void> };

/** A page without scripts, which sends nothing. */
const silent = `<!doctype html><html lang="en"><title>Book</title><h1>A silent page</h1></html>`;

/** A server with the embed's script and a stand-in for every booking page; `/book/silent` sends nothing. */
export function serveStandIn(): Site {
  const routes = embedRoutes();
  return serve((request) => {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith("/embed.js")) return routes.handle(new Request("http://localhost/embed.js"));
    if (pathname.includes("/book/silent")) return htmlAnswer(silent);
    return pathname.includes("/book/") ? htmlAnswer(standIn) : new Response(null, { status: 404 });
  });
}

/** A site of another origin that responds with `body` at every URL. */
export function serveSite(body: () => string, headers: Record<string, string> = {}): Site {
  return serve(({ url }) =>
    new URL(url).pathname === "/favicon.ico"
      ? new Response(null, { status: 204 })
      : htmlAnswer(
          `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
           <title>A site</title><body>${body()}</body></html>`,
          headers,
        ),
  );
}

function serve(fetch: (request: Request) => Response | Promise<Response>): Site {
  const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch });
  return { origin: `http://127.0.0.1:${server.port}`, stop: () => server.stop(true) };
}

function htmlAnswer(html: string, headers: Record<string, string> = {}): Response {
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8", ...headers } });
}

/** Waits for the frame of the booking page. */
export async function bookingFrame(page: Page): Promise<Frame> {
  const element = await page.waitForSelector("iframe", { state: "attached" });
  const frame = (await element.contentFrame())!;
  await frame.waitForSelector("h1");
  return frame;
}

/** Makes the stand-in send a message, and waits until the site could have received it. */
export async function say(
  frame: Frame,
  type: string,
  payload?: unknown,
  data: unknown = payload,
): Promise<void> {
  await frame.evaluate(
    ([type, payload, data]) =>
      new Promise<void>((resolve) => {
        parent.postMessage({ type, payload, data }, "*");
        const channel = new MessageChannel();
        channel.port1.addEventListener("message", () => resolve());
        channel.port1.start();
        channel.port2.postMessage(null);
      }),
    [type, payload, data],
  );
  await frame.page().evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
}

/** Makes the stand-in send its last message. */
export async function sayLast(frame: Frame, type: string): Promise<void> {
  await frame.evaluate((type) => void setTimeout(() => parent.postMessage({ type }, "*")), type);
}

/** Records every event of an embed in the page from now on. */
export async function noteEvents(page: Page): Promise<void> {
  await page.evaluate(() => {
    const noted: unknown[] = ((globalThis as any).noted = []);
    for (const name of ["booked", "open", "close"]) {
      document.addEventListener(`schedkit:${name}`, (event) => {
        noted.push([name, (event.target as Element).id, (event as CustomEvent).detail]);
      });
    }
  });
}

/** The recorded events: name, the element's id, and the detail. */
export function notedEvents(page: Page): Promise<unknown[]> {
  return page.evaluate(() => (globalThis as any).noted);
}
