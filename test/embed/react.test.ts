import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { hasChromium, openChromium } from "../support/chromium.ts";
import { booking, bookingFrame, say, serveSite, serveStandIn, type Site } from "./sites.ts";

const root = join(import.meta.dir, "../..");
const built = join(root, "dist/react");

/** `REACT_FROM=/folder/node_modules` tests another version of React. */
const reactFrom = process.env["REACT_FROM"] ?? join(root, "node_modules");

let browser: Browser;
let page: Page;
let book: Site;
let site: Site;
let script: string;
let html = "";
const complaints: string[] = [];

beforeAll(async () => {
  const made = Bun.spawnSync([process.execPath, "run", "build:react"], { cwd: root });
  if (!made.success) throw new Error(made.stderr.toString());
  if (!hasChromium) return;
  script = await bundleApp();
  browser = await openChromium();
  page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  book = serveStandIn();
  site = serveSite(
    () => `<button id="own">My own</button><div id="app">${html}</div><script>${script}</script>`,
  );
});
afterAll(async () => {
  await browser?.close();
  await book?.stop();
  await site?.stop();
});
beforeEach(() => {
  complaints.length = 0;
  html = "";
});

/** A page's script with the built package, in development mode, so that React prints warnings. */
async function bundleApp(): Promise<string> {
  const { outputs } = await Bun.build({
    entrypoints: [join(import.meta.dir, "react-app.ts")],
    target: "browser",
    format: "iife",
    minify: true,
    define: { "process.env.NODE_ENV": '"development"' },
    plugins: [
      {
        name: "which React",
        setup(build) {
          build.onResolve({ filter: /src\/embed\/react\/index\.ts$/ }, () => ({
            path: join(built, "index.js"),
          }));
          build.onResolve({ filter: /^(react|react-dom|scheduler)(\/|$)/ }, ({ path }) =>
            path === "react-dom/client" && !existsSync(join(reactFrom, `${path}.js`))
              ? { path, namespace: "none" }
              : { path: Bun.resolveSync(path, join(reactFrom, "..")) },
          );
          build.onLoad({ filter: /./, namespace: "none" }, () => ({
            contents: "module.exports = {};",
            loader: "js",
          }));
        },
      },
    ],
  });
  return (await outputs[0]!.text()).replaceAll("</script", "<\\/script");
}

/** Renders an expression with `h`, `SchedKitEmbed`, `note` and `base`, the props of every embed. */
async function render(expression: string, how: "render" | "hydrate" = "render"): Promise<void> {
  await page.goto(site.origin);
  await evaluate(`app.${how}(${expression})`);
}

function evaluate<Result>(expression: string): Promise<Result> {
  return page.evaluate<Result>(`(() => {
    const { React, SchedKitEmbed, useSchedKit, note } = app;
    const { createElement: h, Fragment, StrictMode } = React;
    const base = { baseUrl: ${JSON.stringify(book.origin)}, user: "jane", event: "30min" };
    return ${expression};
  })()`);
}

const noted = () => evaluate<unknown[]>("app.noted");
const callbacks = 'onOpen: note("open"), onClose: note("close"), onBooked: note("booked")';

describe.skipIf(!hasChromium)("SchedKitEmbed", () => {
  test("inline in StrictMode: one frame, fitted height, one booking event", async () => {
    await render(
      `h(StrictMode, null, h(SchedKitEmbed, { ...base, width: 500, borderRadius: 4, className: "mine", style: { margin: 7 }, prefillName: "Zoë", prefillEmail: "z@example.com", timezone: "Asia/Tokyo", ${callbacks} }))`,
    );
    await page.waitForFunction(() => document.querySelector(".mine")?.clientHeight === 432);
    const frame = await bookingFrame(page);
    expect(await page.locator("iframe").count()).toBe(1);
    expect(frame.url()).toBe(
      `${book.origin}/book/jane/30min?embed=inline&name=Zo%C3%AB&email=z%40example.com&tz=Asia%2FTokyo&theme=auto`,
    );
    const box = await page.locator(".mine").boundingBox();
    expect(box!.width).toBe(500);
    expect(await page.locator("iframe").evaluate((element) => getComputedStyle(element).borderRadius)).toBe(
      "4px",
    );
    await say(frame, "schedkit:booked", booking);
    await say(frame, "schedkit:booked", { id: 1 }, booking);
    await say(frame, "schedkit:booked", booking, undefined);
    expect(await noted()).toEqual(Array.from({ length: 3 }, () => ["booked", booking]));
    expect(complaints).toEqual([]);
  });

  test("new callbacks keep the frame, a new event changes it", async () => {
    await render("h(SchedKitEmbed, { ...base, onBooked: note('first') })");
    const frame = await bookingFrame(page);
    await evaluate("app.render(h(SchedKitEmbed, { ...base, onBooked: note('second') }))");
    await say(frame, "schedkit:booked", booking);
    expect(await noted()).toEqual([["second", booking]]);
    await evaluate("app.render(h(SchedKitEmbed, { ...base, event: 'intro' }))");
    await page.waitForFunction(() =>
      document.querySelector("#app > div")!.shadowRoot!.querySelector("iframe")!.src.includes("intro"),
    );
    expect(await page.locator("iframe").count()).toBe(1);
  });

  test.each(["popup", "widget"])("%s in StrictMode: opens by its button and by a ref", async (mode) => {
    await render(
      `h(StrictMode, null, h(SchedKitEmbed, { ...base, mode: "${mode}", label: "Talk", className: "mine", buttonStyle: { color: "rgb(1, 2, 3)" }, ref: (handle) => (app.handle = handle), ${callbacks} }))`,
    );
    const button = page.getByRole("button", { name: "Talk" });
    expect(await button.evaluate((element) => getComputedStyle(element).color)).toBe("rgb(1, 2, 3)");
    expect(await button.getAttribute("class")).toBe("mine");
    await button.click();
    const frame = await bookingFrame(page);
    expect(frame.url()).toContain(`?embed=${mode}&`);
    await say(frame, "schedkit:booked", booking);
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await noted()).toEqual([["open"], ["booked", booking], ["close"]]);

    await page.locator("#own").focus();
    await evaluate("(app.handle.open(), app.handle.open())");
    expect(await page.locator("dialog[open]").count()).toBe(1);
    await evaluate("app.handle.close()");
    expect(await page.locator("dialog").count()).toBe(0);
    expect((await noted()).slice(3)).toEqual([["open"], ["close"]]);
    expect(complaints).toEqual([]);
  });

  test("unmounting closes its dialog and lets the site scroll", async () => {
    await render(`h(SchedKitEmbed, { ...base, mode: "popup", ${callbacks} })`);
    await page.getByRole("button", { name: "Book a meeting" }).click();
    await bookingFrame(page);
    await evaluate("app.render(h('p', null, 'Gone'))");
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe("");
    expect(await noted()).toEqual([["open"], ["close"]]);
  });

  test("without a usable base URL it renders nothing and warns", async () => {
    await render("h(SchedKitEmbed, { ...base, baseUrl: 'javascript:1' })");
    await page.waitForFunction(() => document.querySelector("#app > div"));
    expect(await page.locator("iframe").count()).toBe(0);
    expect(complaints.join()).toContain("needs a user and an http");
  });
});

const withHook = `h(function Booking() {
  const { open, close, toggle, isOpen, booking, embed } = useSchedKit();
  app.state = { close, toggle };
  return h(Fragment, null,
    h("button", { id: "trigger", onClick: open }, isOpen ? "open" : booking ? booking.uid : "closed"),
    h(SchedKitEmbed, { ...embed, ...base, mode: "popup", label: "" }));
})`;

const withoutEmbed = `h(function Booking() {
  const { open, close, isOpen } = useSchedKit();
  return isOpen
    ? h(SchedKitEmbed, { ...base, mode: "popup", label: "Choose a time", onClose: close })
    : h("button", { onClick: open }, "closed");
})`;

describe.skipIf(!hasChromium)("useSchedKit", () => {
  test("opens an embed without its own button, and tracks its state", async () => {
    await render(withHook);
    const trigger = page.locator("#trigger");
    expect(await page.getByRole("button").count()).toBe(2);
    await trigger.click();
    await page.getByText("open", { exact: true }).waitFor();
    await say(await bookingFrame(page), "schedkit:booked", booking);
    await page.keyboard.press("Escape");
    await page.getByText(booking.uid, { exact: true }).waitFor();
    expect(await trigger.evaluate((element) => element === document.activeElement)).toBe(true);
    await evaluate("app.state.toggle()");
    await page.getByText("open", { exact: true }).waitFor();
    await evaluate("app.state.toggle()");
    await page.getByText(booking.uid, { exact: true }).waitFor();
    expect(await page.locator("dialog").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("tracks only its state for a conditionally rendered embed", async () => {
    await render(withoutEmbed);
    await page.getByText("closed").click();
    await page.getByText("Choose a time").click();
    await bookingFrame(page);
    await page.keyboard.press("Escape");
    await page.getByText("closed").waitFor();
  });
});

describe("the package", () => {
  const modes = ["inline", "popup", "widget"];
  const loads = {
    module: `
      const { default: React } = await import("react");
      const { default: server } = await import("react-dom/server");
      const { SchedKitEmbed } = await import(${JSON.stringify(`${built}/index.js`)});`,
    commonjs: `
      const React = require("react");
      const server = require("react-dom/server");
      const { SchedKitEmbed } = require(${JSON.stringify(`${built}/index.cjs`)});`,
  };

  /** The server-side rendering of an embed in each mode. */
  function renderOnServer(type: keyof typeof loads, baseUrl: string): string[] {
    const program = `${loads[type]}
      for (const mode of ${JSON.stringify(modes)}) {
        const props = { baseUrl: ${JSON.stringify(baseUrl)}, user: "jane", event: "30min", mode };
        console.log(server.renderToString(React.createElement(SchedKitEmbed, props)));
      }`;
    const run = Bun.spawnSync(["node", `--input-type=${type}`, "-e", program], { cwd: root });
    expect(run.stderr.toString()).toBe("");
    return run.stdout.toString().trim().split("\n");
  }

  test.each(Object.keys(loads) as (keyof typeof loads)[])("renders on a server as a %s", (type) => {
    const [inline, popup, widget] = renderOnServer(type, "https://book.example.com");
    expect(inline).toBe('<div style="--schedkit-radius:12px"></div>');
    expect(popup).toMatch(
      /^<button type="button" aria-haspopup="dialog" style="[^"]+">Book a meeting<\/button>$/,
    );
    expect(widget).toContain("position:fixed");
  });

  test.skipIf(!hasChromium)("hydrates server-rendered markup", async () => {
    html = renderOnServer("module", book.origin).join("");
    const all = modes.map((mode) => `h(SchedKitEmbed, { ...base, mode: "${mode}", key: "${mode}" })`);
    await render(`h(Fragment, null, ${all.join(", ")})`, "hydrate");
    await bookingFrame(page);
    await page.getByRole("button", { name: "Book a meeting" }).first().click();
    expect(await page.locator("dialog[open]").count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  test("describes itself and contains every file it names", async () => {
    const manifest = await Bun.file(join(built, "package.json")).json();
    expect(manifest).toMatchObject({ name: "@schedkit/react", peerDependencies: { react: ">=17" } });
    expect(manifest.dependencies).toBeUndefined();
    const named = JSON.stringify(manifest).match(/\.\/[\w./]+/g)!;
    for (const path of named)
      expect({ path, isThere: existsSync(join(built, path)) }).toEqual({ path, isThere: true });
    expect(await Bun.file(join(built, "README.md")).text()).toContain("# @schedkit/react");
    for (const name of ["index.js", "index.cjs"]) {
      const text = await Bun.file(join(built, name)).text();
      expect(text).toStartWith('"use client";');
      expect(Bun.gzipSync(text).length).toBeLessThan(6 * 1024);
    }
    expect(await Bun.file(join(built, "index.js")).text()).not.toMatch(/\?\?|\?\.[a-z(]/);
  });
});
