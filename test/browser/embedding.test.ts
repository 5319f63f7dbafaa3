import { afterAll, beforeAll, expect, test } from "bun:test";
import { inBrowser, visitors } from "./browser.ts";
import { site } from "./site.ts";

inBrowser("an embedded page", () => {
  const here = site();
  const visit = visitors();
  let around: ReturnType<typeof Bun.serve>;
  beforeAll(() => {
    around = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: ({ url }) =>
        new Response(pageAround(`${here.address}/book/jane/consultation?${new URL(url).searchParams}`), {
          headers: { "content-type": "text/html" },
        }),
    });
  });
  afterAll(() => around.stop(true));

  async function visitAround(embed: string) {
    const query = new URLSearchParams({
      embed,
      start: "2026-03-03T14:00:00Z",
      tz: "Asia/Tokyo",
      "answers[company]": "Initech",
    });
    const visitor = await visit(`http://127.0.0.1:${around.port}/?${query}`, { neighbour: here.address });
    const frame = visitor.page.frameLocator("iframe");
    await frame.locator("[data-awake]").waitFor();
    const messages = (type: string) =>
      visitor.page.evaluate(
        (type) => (window as any).heard.filter((message: any) => message.type === type),
        type,
      );
    return { ...visitor, frame, messages };
  }

  test("reports the booking and its height to the parent window", async () => {
    const { page, frame, messages, leave } = await visitAround("inline");
    await frame.getByLabel("Name").fill("Jason Johnson");
    await frame.getByLabel("Email").fill("jason@example.com");
    await frame.getByLabel("I agree to the terms").check();
    await frame.getByRole("button", { name: "Request booking" }).click();
    await frame.getByRole("heading", { name: "Your request has been sent" }).waitFor();
    await page.waitForFunction(() =>
      (window as any).heard.some((one: any) => one.type === "schedkit:booked"),
    );
    const [{ type, payload, data, ...others }, ...more] = await messages("schedkit:booked");
    const [booking] = await here.bookings();
    expect({ type, others, more }).toEqual({ type: "schedkit:booked", others: {}, more: [] });
    expect(payload).toEqual({
      id: booking!["id"],
      uid: booking!["uid"],
      status: "pending",
      requires_confirmation: true,
      attendee_name: "Jason Johnson",
      attendee_email: "jason@example.com",
      attendee_timezone: "Asia/Tokyo",
      start_time: "2026-03-03T14:00:00Z",
      end_time: "2026-03-03T15:00:00Z",
      event_type: "Consultation",
    });
    expect(data).toEqual(payload);
    const heights = (await messages("schedkit:resize")).map((message: any) => message.payload.height);
    expect(heights.length).toBeGreaterThan(1);
    expect(heights.every((height: number) => Number.isInteger(height) && height > 100)).toBe(true);
    await leave();
  });

  test("offers to close itself only in a popup or widget", async () => {
    for (const embed of ["popup", "widget"]) {
      const { page, frame, messages, leave } = await visitAround(embed);
      await frame.getByRole("button", { name: "Close" }).click();
      await page.waitForFunction(() =>
        (window as any).heard.some((one: any) => one.type === "schedkit:close"),
      );
      expect(await messages("schedkit:close")).toEqual([{ type: "schedkit:close" }]);
      expect(await frame.getByRole("button", { name: "Embed" }).count()).toBe(0);
      await leave();
    }
    const { frame, leave } = await visitAround("inline");
    expect(await frame.getByRole("button", { name: "Close" }).count()).toBe(0);
    await leave();
  });

  test("in a plain frame is treated as embedded", async () => {
    const { page, leave } = await visit(`http://127.0.0.1:${around.port}/`, { neighbour: here.address });
    await page.setContent(
      `<iframe src="${here.address}/book/jane/30min" title="Book" width="800" height="900"></iframe>`,
    );
    const frame = page.frameLocator("iframe");
    await frame.locator("[data-awake]").waitFor();
    expect(await frame.getByRole("button", { name: "Embed" }).count()).toBe(0);
    await leave();
  });

  test("shows the embed snippets when it is not embedded", async () => {
    const { page, leave } = await visit(`${here.address}/book/jane/30min`);
    await page.getByRole("button", { name: "Embed" }).click();
    const dialog = page.getByRole("dialog");
    const text = await dialog.innerText();
    expect(text).toContain(`<script src="http://localhost:3000/embed.js"`);
    expect(text).toContain(`<schedkit-embed user="jane" event="30min" mode="inline"></schedkit-embed>`);
    expect(text).toContain(`data-schedkit="jane/30min"`);
    expect(text).toContain("@schedkit/react");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await leave();
  });
});

function pageAround(address: string): string {
  return `<!doctype html><link rel="icon" href="data:,"><title>Around</title>
    <script>
      window.heard = [];
      addEventListener("message", ({ data }) => heard.push(data));
    </script>
    <iframe src="${address.replaceAll("&", "&amp;")}" title="Book" width="800" height="900"></iframe>`;
}
