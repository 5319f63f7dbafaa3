import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { baseAddress, pageAddress, type PageOptions } from "../../src/embed/core/address.ts";
import { proof } from "../support/proof.ts";

const nothing = {
  name: null,
  email: undefined,
  notes: "",
  timezone: null,
  language: null,
  theme: null,
};

const jane: PageOptions = {
  ...nothing,
  baseUrl: "https://book.example.com",
  user: "jane",
  event: "30min",
  mode: "inline",
};

const addressOf = (over: Partial<PageOptions>) => pageAddress({ ...jane, ...over })?.href;

test("the URL contains the host, the event type and the options", () => {
  expect(addressOf({})).toBe("https://book.example.com/book/jane/30min?embed=inline&theme=auto");
  expect(addressOf({ mode: "widget", theme: "dark" })).toBe(
    "https://book.example.com/book/jane/30min?embed=widget&theme=dark",
  );
});

test("without an event type the URL is the host's page", () => {
  for (const event of [undefined, null, "", " "]) {
    expect(addressOf({ event })).toBe("https://book.example.com/book/jane?embed=inline&theme=auto");
  }
});

test("the initial form values are in the query", () => {
  const address = new URL(
    addressOf({
      name: "Zoë & Søn",
      email: "a+b@example.com",
      notes: "50% #1\nplease",
      timezone: "America/Chicago",
      language: "de",
      theme: "sepia",
    })!,
  );
  expect(Object.fromEntries(address.searchParams)).toEqual({
    embed: "inline",
    name: "Zoë & Søn",
    email: "a+b@example.com",
    notes: "50% #1\nplease",
    tz: "America/Chicago",
    lang: "de",
    theme: "auto",
  });
});

test("keeps the server's path, and drops a query or fragment", () => {
  for (const baseUrl of [
    "https://example.com/calendar",
    "https://example.com/calendar/",
    "https://example.com/calendar//?a=b#c",
  ]) {
    expect(addressOf({ baseUrl })).toStartWith("https://example.com/calendar/book/jane/30min?");
  }
});

describe("no URL is made", () => {
  test.each([
    "",
    null,
    undefined,
    "book.example.com",
    "/calendar",
    "javascript:alert(1)",
    "data:text/html,x",
  ])("from the base %p", (baseUrl) => expect(addressOf({ baseUrl })).toBeUndefined());
  test.each([
    "ftp://example.com",
    "file:///etc",
    "https://me:secret@example.com",
    "blob:https://example.com/1",
  ])("from the base %p", (baseUrl) => expect(addressOf({ baseUrl })).toBeUndefined());
  test.each(["", " ", null, undefined, ".", "..", "\ud800"])("for the host %p", (user) =>
    expect(addressOf({ user })).toBeUndefined(),
  );
  test.each([".", " .. ", "\udc00"])("for the event type %p", (event) =>
    expect(addressOf({ event })).toBeUndefined(),
  );
});

const leadsElsewhere = (part: string) => part === "." || part === ".." || !part.isWellFormed();
const words = fc.string({ unit: "binary", minLength: 1, maxLength: 12 });

proof(
  "any values stay single path segments of the server's URL",
  500,
  fc.property(words, words, words, (user, event, name) => {
    const address = pageAddress({ ...jane, user, event, name });
    if (!address) return expect([user.trim() || ".", event.trim()].some(leadsElsewhere)).toBe(true);
    expect(address.origin).toBe("https://book.example.com");
    const parts = address.pathname.split("/").slice(1).map(decodeURIComponent);
    expect(parts).toEqual(["book", user.trim(), ...(event.trim() ? [event.trim()] : [])]);
    expect(address.searchParams.get("name")).toBe(name.toWellFormed());
  }),
);

test("a base ends with a slash", () => {
  expect(baseAddress("http://localhost:3000")?.href).toBe("http://localhost:3000/");
});
