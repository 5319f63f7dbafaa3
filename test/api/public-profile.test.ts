import { afterEach, beforeEach, expect, test } from "bun:test";
import { expectProblem } from "../support/http.ts";
import { startApp, type TestApp } from "../support/start-app.ts";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
});
afterEach(() => app.close());

const change = (body: unknown) => app.request("PATCH", "/v1/me", { key, body });

/** A PNG of this size, one colour. */
async function png(width: number, height: number): Promise<Uint8Array> {
  const dot = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
    "base64",
  );
  return new Bun.Image(dot).resize(width, height).png().bytes();
}

const dataUrl = (bytes: Uint8Array, type = "png") =>
  `data:image/${type};base64,${Buffer.from(bytes).toString("base64")}`;

test("a picture is stored small, as WebP, under the hash of its content", async () => {
  const { status, json } = await change({ avatar: dataUrl(await png(900, 300)) });
  expect(status).toBe(200);
  expect(json["avatar_url"]).toMatch(/^http:\/\/localhost:3000\/avatars\/[\w-]{22}\.webp$/);
  const path = new URL(json["avatar_url"]).pathname;
  const response = await app.app.handle(new Request(`http://localhost${path}`));
  expect(response.headers.get("content-type")).toBe("image/webp");
  expect(response.headers.get("cache-control")).toContain("immutable");
  const { format, width, height } = await new Bun.Image(await response.arrayBuffer()).metadata();
  expect({ format, width, height }).toEqual({ format: "webp", width: 512, height: 171 });
  expect((await app.request("GET", "/v1/u/jane")).json).toMatchObject({ avatar_url: json["avatar_url"] });
  expect((await change({ avatar: null })).json).toMatchObject({ avatar_url: null });
  expect((await app.request("GET", path)).status).toBe(404);
});

test("a picture keeps nothing but its pixels", async () => {
  const text = Buffer.from("tEXtLocation\0Home, 12 Elm Street");
  const plain = Buffer.from(await png(20, 20));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length - 4);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(Bun.hash.crc32(text));
  const secret = Buffer.concat([plain.subarray(0, 33), length, text, crc, plain.subarray(33)]);
  expect(secret.includes("Elm Street")).toBe(true);
  const { json } = await change({ avatar: dataUrl(secret) });
  const response = await app.app.handle(new Request(json["avatar_url"].replace(":3000", "")));
  expect(Buffer.from(await response.arrayBuffer()).includes("Elm Street")).toBe(false);
});

test("refuses what is not a picture, is too large, or a decompression bomb", async () => {
  const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`);
  const bomb = Buffer.from(await png(10, 10));
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  bomb.writeUInt32BE(Bun.hash.crc32(bomb.subarray(12, 29)), 29);
  const gif = Buffer.from("R0lGODlhAQABAAAAACw=", "base64");
  for (const [what, avatar] of [
    ["text", "hello"],
    ["an SVG", `data:image/svg+xml;base64,${svg.toString("base64")}`],
    ["an SVG called PNG", dataUrl(svg)],
    ["a GIF called PNG", dataUrl(gif)],
    ["a cut file", dataUrl((await png(50, 50)).subarray(0, 60))],
    ["no file", "data:image/png;base64,"],
    ["a bomb", dataUrl(bomb)],
    ["too many bytes", dataUrl(new Uint8Array(520 * 1024))],
    ["a remote address", "https://example.com/me.png"],
  ] as const) {
    const refused = await change({ avatar });
    expect({ what, status: refused.status }).toEqual({ what, status: 422 });
    expectProblem(refused, 422, "invalid");
  }
});

test("checks the website and the colour", async () => {
  for (const website of [
    "javascript:alert(1)",
    "ftp://example.com",
    "example",
    "https://u:p@example.com",
    "https://localhost",
  ])
    expectProblem(await change({ website }), 422, "invalid");
  for (const accent_color of ["red", "#fff", "#12345g", "#1234567", "url(x)"])
    expectProblem(await change({ accent_color }), 422, "invalid");
  const good = { website: "https://jane.example.com", accent_color: "#E4572E", bio: "Hi **there**" };
  expect((await change(good)).json).toMatchObject({ ...good, accent_color: "#e4572e" });
});

test("an accent colour can be read on light and dark pages, whatever it is", async () => {
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const contrast = (one: string, other: string) => {
    const [a, b] = [luminance(one), luminance(other)].toSorted((x, y) => y - x);
    return (a! + 0.05) / (b! + 0.05);
  };
  for (const color of ["000000", "ffffff", "ffcc00", "1f4fc4", "808080", "00ff00", "ff00ff"]) {
    const { status, text } = await app.request("GET", `/accents/${color}.css`);
    expect(status).toBe(200);
    const [light, dark, onLight, onDark, tintLight, tintDark] = text.match(/#[0-9a-f]{6}/g)!;
    for (const [text_, background] of [
      [light, "#ffffff"],
      [light, "#f3f4f6"],
      [light, tintLight],
      [dark, "#1e2128"],
      [dark, tintDark],
      [onLight, light],
      [onDark, dark],
    ])
      expect({ color, text_, background, isReadable: contrast(text_!, background!) >= 4.5 }).toMatchObject({
        isReadable: true,
      });
  }
  for (const name of ["red.css", "fff.css", "1f4fc4", "..css", "1f4fc4.css.css"])
    expect((await app.request("GET", `/accents/${name}`)).status).toBe(404);
});
