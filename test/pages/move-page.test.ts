import { describe, expect, test } from "bun:test";
import { movePage } from "../../src/pages/move-page.ts";
import { bookingView, freeStart, moveChoice } from "./every-page.ts";
import { elementsOf, wordsOf } from "./read-html.ts";

function all(page: string, tag: string) {
  return elementsOf(page)
    .filter((element) => element.tag === tag)
    .map(({ attributes }) => attributes);
}

describe("choosing another time", () => {
  const page = movePage(moveChoice());

  test("shows the time that the booking has now", () => {
    expect(wordsOf(page)).toContain("Friday, 20 March 2026, 09:00–09:30 (America/Chicago, UTC-05:00)");
  });

  test("shows it in the zone chosen on the page", () => {
    const words = wordsOf(movePage(moveChoice({ timeZone: "Europe/Vienna" })));
    expect(words).toContain("Friday, 20 March 2026, 15:00–15:30 (Europe/Vienna, UTC+01:00)");
  });

  test("posts the start of the button used, with the zone", () => {
    expect(all(page, "form")).toContainEqual({ method: "post", action: "/v1/reschedule/token" });
    expect(all(page, "input")).toEqual([{ type: "hidden", name: "timezone", value: "America/Chicago" }]);
    const starts = all(page, "button").filter(({ name }) => name === "start_time");
    expect(starts.map(({ value }) => value)).toEqual(["2026-03-23T14:00:00Z", "2026-03-23T14:30:00Z"]);
  });

  test("groups the starts by day, and each button says its day to who cannot see the group", () => {
    expect(wordsOf(page)).toContain("Monday, 23 March 2026 09:00, Monday, 23 March 2026");
    expect(wordsOf(page)).not.toContain("24 March");
  });

  test("asks for another zone by GET, with the present one chosen", () => {
    expect(all(page, "form")).toContainEqual(
      expect.objectContaining({ method: "get", action: "/v1/reschedule/token" }),
    );
    expect(all(page, "select")).toEqual([{ id: "timezone", name: "timezone" }]);
    expect(page.match(/<option selected>([^<]*)/)?.[1]).toBe("America/Chicago");
    expect(all(page, "option").length).toBe(3);
  });

  test("keeps a zone that is not on the list", () => {
    const other = movePage(moveChoice({ timeZone: "US/Central" }));
    expect(other).toContain("<option selected>US/Central</option>");
  });

  test("tells a booking that waits for approval that it will still wait", () => {
    expect(wordsOf(page)).toContain("moves your booking at once");
    const pending = wordsOf(movePage(moveChoice({ booking: bookingView() })));
    expect(pending).toContain("still has to approve it");
  });

  test("leads to earlier and later days only where there are some", () => {
    expect(page).not.toContain("<nav");
    const between = movePage(moveChoice({ earlierUrl: "?from=1", laterUrl: "?from=2" }));
    expect(all(between, "a").map(({ href }) => href)).toEqual(["?from=1", "?from=2"]);
    expect(movePage(moveChoice({ earlierUrl: "?from=1" }))).not.toContain("Later");
    expect(movePage(moveChoice({ laterUrl: "?from=2" }))).not.toContain("Earlier");
  });

  test("holds no attendee's address, notes or answers", () => {
    expect(page).not.toMatch(/jason@example\.com|enterprise|Initech/);
  });
});

test("a repeated hour shows each of its starts with its offset", () => {
  const starts = [freeStart("2026-11-01T06:30:00Z"), freeStart("2026-11-01T07:30:00Z")];
  const words = wordsOf(movePage(moveChoice({ days: [{ date: "2026-11-01", starts }] })));
  expect(words).toContain("01:30 UTC-05:00, Sunday");
  expect(words).toContain("01:30 UTC-06:00, Sunday");
});

test("starts in Vancouver in the winter of 2027 are at UTC-7", () => {
  const days = [{ date: "2027-01-15", starts: [freeStart("2027-01-15T17:00:00Z")] }];
  const words = wordsOf(movePage(moveChoice({ days, timeZone: "America/Vancouver" })));
  expect(words).toContain("Friday, 15 January 2027 10:00,");
});

describe("when nothing is free", () => {
  const none = [{ date: "2026-03-24", starts: [] }];

  test("says so, and that the booking stays", () => {
    const page = movePage(moveChoice({ days: none, laterUrl: "?from=2" }));
    expect(wordsOf(page)).toContain(
      "Nothing is free on these days Look at later days. Your booking stays as it is.",
    );
    expect(all(page, "form").some(({ method }) => method === "post")).toBe(false);
  });

  test("does not send on to later days that are not there", () => {
    const words = wordsOf(movePage(moveChoice({ days: none })));
    expect(words).toContain("There are no later days to choose from.");
    expect(words).toContain("To talk to Dana Ortiz");
  });
});

test("a problem comes first, takes the focus and is told in the title", () => {
  const page = movePage(moveChoice({ problem: "Somebody took 09:30 a moment ago." }));
  const alert = all(page, "div").find(({ role }) => role === "alert");
  expect(alert).toMatchObject({ tabindex: "-1", autofocus: "" });
  expect(wordsOf(page)).toStartWith(
    "The booking has not moved. Somebody took 09:30 a moment ago. Choose a new time",
  );
  expect(page).toMatch(/<title>Not moved/);
  expect(movePage(moveChoice())).not.toContain('role="alert"');
});
