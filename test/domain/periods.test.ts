import { expect } from "bun:test";
import fc from "fast-check";
import { MINUTE_MS } from "../../src/domain/interval.ts";
import { allowanceOf, periodAround } from "../../src/domain/policy.ts";
import { limitPeriods } from "../../src/domain/records.ts";
import { proof } from "../support/proof.ts";
import { zoneAndMinute } from "../support/zone-arbitraries.ts";

const MONTH_MINUTES = 31 * 24 * 60;

proof(
  "a period has exactly the instants whose meetings count in it, in every zone",
  2_000,
  fc.property(
    zoneAndMinute,
    fc.constantFrom(...limitPeriods),
    fc.oneof(fc.integer({ min: -MONTH_MINUTES, max: MONTH_MINUTES }), fc.constantFrom("start", "end")),
    fc.constantFrom(-MINUTE_MS, 0, MINUTE_MS),
    ({ zone, minute }, period, place, beside) => {
      const limit = { period, bookings: 1 };
      const { number, instants } = periodAround(limit, zone, minute);
      const edges = { start: instants[0]!.start, end: instants.at(-1)!.end };
      const around = typeof place === "number" ? minute + place * MINUTE_MS : edges[place];
      const start = around + beside;
      const [counted] = allowanceOf(limit, [{ start, end: start + MINUTE_MS }], zone).used.keys();
      const isWithin = instants.some((one) => one.start <= start && start < one.end);
      expect(isWithin).toBe(counted === number);
    },
  ),
);
