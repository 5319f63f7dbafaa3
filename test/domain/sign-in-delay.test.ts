import { expect, test } from "bun:test";
import { HOUR_MS, MINUTE_MS } from "../../src/domain/interval.ts";
import {
  ALL_CLIENTS,
  type DelayRule,
  failedAgain,
  type Failures,
  FORGIVEN_AFTER_MS,
  ONE_CLIENT,
} from "../../src/domain/sign-in-delay.ts";

/** How many wrong passwords an attacker can try until `end`, trying again as soon as allowed, or later. */
function triesUntil(rule: DelayRule, end: number, laterMs = 1): number {
  let [now, tries] = [0, 0];
  let failures: Failures | undefined;
  while (now < end) {
    failures = failedAgain(failures, rule, now);
    now = Math.max(failures.locked_until, now + laterMs);
    tries += 1;
  }
  return tries;
}

const triesADay = (rule: DelayRule, laterMs?: number) => {
  const [first, both] = [24, 48].map((hours) => triesUntil(rule, hours * HOUR_MS, laterMs));
  return both! - first!;
};

test("limits one client at any pace", () => {
  for (const laterMs of [1, 1_000, MINUTE_MS, 5 * MINUTE_MS, 12 * MINUTE_MS, 15 * MINUTE_MS])
    expect(triesADay(ONE_CLIENT, laterMs)).toBeLessThanOrEqual(6 * 24);
  expect(triesUntil(ONE_CLIENT, HOUR_MS)).toBeLessThan(20);
});

test("limits all clients together at any pace", () => {
  for (const laterMs of [1, 1_000, 30_000, MINUTE_MS, 2 * MINUTE_MS])
    expect(triesADay(ALL_CLIENTS, laterMs)).toBeLessThanOrEqual(61 * 24);
});

test.each([
  ["one client", ONE_CLIENT],
  ["all clients", ALL_CLIENTS],
])("%s: delays double from two seconds, and a long attack is forgiven", (_, rule) => {
  let failures: Failures | undefined;
  const waits = Array.from({ length: rule.free + 40 }, () => {
    failures = failedAgain(failures, rule, 0);
    return failures.locked_until;
  });
  expect(waits.slice(0, rule.free)).toEqual(Array<number>(rule.free).fill(0));
  expect(waits.slice(rule.free, rule.free + 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
  expect(waits.at(-1)).toBe(rule.longestMs);
  expect(failedAgain(failures, rule, FORGIVEN_AFTER_MS).level).toBe(1);
});

test("times are whole milliseconds", () => {
  let failures: Failures | undefined;
  for (let now = 0; now < 100_000; now += 777) {
    failures = failedAgain(failures, ONE_CLIENT, now);
    expect(Number.isInteger(failures.locked_until)).toBe(true);
  }
});
