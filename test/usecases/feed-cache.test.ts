import { beforeEach, expect, test } from "bun:test";
import { MINUTE_MS } from "../../src/domain/interval.ts";
import { type FeedCache, feedCache } from "../../src/usecases/calendars/feed-cache.ts";

const NOW = Date.parse("2026-03-02T10:00:00Z");

let cache: FeedCache;
/** The hosts whose version was read, and those whose feed was rendered. */
let asked: number[];
let rendered: number[];

beforeEach(() => {
  cache = feedCache(100);
  asked = [];
  rendered = [];
});

/** A feed of `bytes`, whose text is its host's id. */
const feedOf = (hostId: number, now = NOW, bytes = 10) =>
  cache({
    hostId,
    now,
    version: async () => {
      asked.push(hostId);
      return `version ${asked.length}`;
    },
    render: async () => {
      rendered.push(hostId);
      return [new Uint8Array(bytes).fill(hostId)];
    },
  });

const textOf = async (hostId: number, now = NOW, bytes = 10) => (await feedOf(hostId, now, bytes)).text();

test("a feed is read once a minute, and rendered only when its text is needed", async () => {
  await feedOf(1);
  const { version } = await feedOf(1, NOW + MINUTE_MS - 1);
  expect([version, asked, rendered]).toEqual(["version 1", [1], []]);
  await textOf(1);
  await textOf(1, NOW + MINUTE_MS - 1);
  expect(rendered).toEqual([1]);
  expect((await feedOf(1, NOW + MINUTE_MS)).version).toBe("version 2");
  await textOf(1, NOW + MINUTE_MS);
  expect(rendered).toEqual([1, 1]);
});

test("requests at the same time share one rendering", async () => {
  const texts = await Promise.all([textOf(1), textOf(1), textOf(1)]);
  expect(new Set(texts).size).toBe(1);
  expect([asked, rendered]).toEqual([[1], [1]]);
});

test("a clock that goes back does not keep a feed", async () => {
  await textOf(1);
  await textOf(1, NOW - 60 * MINUTE_MS);
  expect(rendered).toEqual([1, 1]);
});

test("the oldest feeds are forgotten beyond the limit", async () => {
  for (const hostId of [1, 2, 3]) await textOf(hostId, NOW, 40);
  await textOf(3, NOW, 40);
  await textOf(2, NOW, 40);
  expect(rendered).toEqual([1, 2, 3]);
  await textOf(1, NOW, 40);
  expect(rendered).toEqual([1, 2, 3, 1]);
});

test("a feed beyond the limit is served but not kept", async () => {
  expect(await textOf(1, NOW, 1000)).toEqual([new Uint8Array(1000).fill(1)]);
  expect(await textOf(1, NOW, 1000)).toEqual([new Uint8Array(1000).fill(1)]);
  expect(rendered).toEqual([1, 1]);
  await textOf(2, NOW, 100);
  await textOf(2, NOW, 100);
  expect(rendered).toEqual([1, 1, 2]);
});

test("feeds are rendered one at a time", async () => {
  let running = 0;
  let most = 0;
  const slow = async (hostId: number) => {
    const feed = await cache({
      hostId,
      now: NOW,
      version: async () => "1",
      render: async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        return [new Uint8Array(1)];
      },
    });
    return feed.text();
  };
  await Promise.all([1, 2, 3, 4].map(slow));
  expect([most, running]).toEqual([1, 0]);
});

test("a failure is not kept, and the next feed is still rendered", async () => {
  const failureOf = async (what: "version" | "render") => {
    const fails = () => Promise.reject(new Error(what));
    const version = what === "version" ? fails : async () => "1";
    try {
      return await (await cache({ hostId: 1, now: NOW, version, render: fails })).text();
    } catch (error) {
      return error;
    }
  };
  expect(await failureOf("version")).toEqual(new Error("version"));
  expect(await failureOf("render")).toEqual(new Error("render"));
  expect(await textOf(2)).toEqual([new Uint8Array(10).fill(2)]);
  expect(await textOf(1)).toEqual([new Uint8Array(10).fill(1)]);
});
