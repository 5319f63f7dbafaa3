import { expect, test } from "bun:test";
import { Glob } from "bun";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { calendarProblem } from "../../src/i18n/calendar-problem.ts";
import { catalogues } from "../../src/i18n/texts/index.ts";

const src = join(import.meta.dir, "../../src");

/** The sentences with which sources fail, as they stand in the code; with digits for what is filled in. */
function sentences(): string[] {
  const folders = ["calendars", "network", "usecases/calendars"];
  const files = folders.flatMap((folder) => [...new Glob(`${folder}/**/*.ts`).scanSync(src)]);
  return files.flatMap((file) => {
    const text = readFileSync(join(src, file), "utf8");
    const thrown = /(?:Failure|ForbiddenAddress|badRedirect)\(\s*(?:"\w+",\s*)?(["`])(.+?)\1/gs;
    const reasons = /^ {2}E[A-Z_]+: (")(.+)"/gm;
    const chosen = /(?:return|\?) (")(The .+?)"/g;
    return [thrown, reasons, chosen].flatMap((pattern) =>
      Array.from(text.matchAll(pattern), ([, , sentence]) =>
        sentence!.replaceAll(/\$\{[^}]*\}+/g, "example.com"),
      ),
    );
  });
}

/** For kinds of accounts that nobody can connect yet, and for accounts that no longer exist. */
const UNSEEN = new Set(["This server cannot read such accounts.", "The calendar has been disconnected."]);

const english = catalogues.en.calendarProblems;

test("every sentence of a failing calendar has a text", () => {
  const found = sentences().filter((sentence) => sentence.includes(" ") && !UNSEEN.has(sentence));
  expect(found.length).toBeGreaterThan(25);
  expect(found.filter((sentence) => calendarProblem(english, sentence) === english.other)).toEqual([]);
});

test("a server that refers to another one is named", () => {
  const sentence = "The server refers to p42-caldav.icloud.com. Enter that address instead.";
  expect(calendarProblem(english, sentence)).toContain("p42-caldav.icloud.com");
});

test("an unknown sentence is replaced by general words", () => {
  expect(calendarProblem(catalogues.de.calendarProblems, "Whatever.")).toBe("Der Kalender ist nicht lesbar.");
});
