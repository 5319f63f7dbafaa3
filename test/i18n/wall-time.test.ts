import { describe, expect, test } from "bun:test";
import {
  clockOf,
  datesIn,
  firstWeekday,
  longDate,
  monthAfter,
  spanText,
  timeText,
} from "../../src/i18n/wall-time.ts";

describe("dates and times", () => {
  const start = "2026-03-08T01:30:00-05:00";

  test("follow the locale", () => {
    expect(longDate("en-US", start)).toBe("Sunday, March 8, 2026");
    expect(longDate("de", start)).toBe("Sonntag, 8. März 2026");
    expect(clean(timeText("en-US", "12", start))).toBe("1:30 AM");
    expect(timeText("de", "24", "2026-03-08T00:00:00-05:00")).toBe("00:00");
    expect([clockOf("en-US"), clockOf("en-GB"), clockOf("de")]).toEqual(["12", "24", "24"]);
    expect([firstWeekday("en-US"), firstWeekday("de")]).toEqual([0, 1]);
  });

  test("show offsets across a clock change, and dates across midnight", () => {
    expect(clean(spanText("en-US", "12", start, "2026-03-08T03:30:00-04:00"))).toBe(
      "1:30 AM (UTC−05:00) – 3:30 AM (UTC−04:00)",
    );
    expect(clean(spanText("en-US", "24", "2026-03-08T23:30:00-04:00", "2026-03-09T00:30:00-04:00"))).toBe(
      "23:30 – Monday, March 9, 00:30",
    );
  });

  test("months continue across the end of a year", () => {
    expect([monthAfter("2026-12", 1), monthAfter("2026-01", -1)]).toEqual(["2027-01", "2025-12"]);
    expect([datesIn("2028-02").length, datesIn("2026-02").at(-1)]).toEqual([29, "2026-02-28"]);
  });
});

/** Some versions of the locale data have a narrow space before AM. */
function clean(text: string): string {
  return text.replaceAll("\u202f", " ");
}
