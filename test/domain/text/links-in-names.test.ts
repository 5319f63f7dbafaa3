import { expect, test } from "bun:test";
import { hasLink } from "../../../src/domain/text/links-in-names.ts";

test.each([
  "Verify now at https://evil.example/login",
  "http://a.b",
  "hxxp://evil.com",
  "//evil.com",
  "www.evil.example",
  "WWW.evil.example",
  "Win at evil.com",
  "bit.ly",
  "t.co/abc",
  "evil.example/login",
  "Müller.de",
  "нет.рф",
  "ftp://x.y",
  "Jason @ acme.io",
  "evil.com.",
])("finds a link in %s", async (name) => {
  expect(await hasLink(name)).toBe(true);
});

test.each([
  "Jane Doe, M.Sc.",
  "Dr.No",
  "J.R. Smith",
  "St.John",
  "Ph.D",
  "B.Sc",
  "Dr.Ing. Anna Müller",
  "U.S. Army",
  "Mr.Robot",
  "jason@example.com",
  "Anna-Maria O'Neil",
  "Node.js Team",
  "AC/DC",
  "Re: budget",
  "…",
])("finds no link in %s", async (name) => {
  expect(await hasLink(name)).toBe(false);
});
