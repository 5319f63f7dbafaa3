import { afterEach, beforeEach, expect, test } from "bun:test";
import { problemsOf } from "./checker.ts";
import { clientsOf } from "./clients.ts";
import { type House, openHouse } from "./house.ts";
import { unexpected } from "./journal.ts";
import { length } from "./lengths.ts";

let house: House;

beforeEach(async () => {
  house = await openHouse({ processes: 2 });
});
afterEach(() => house.close());

test("racing clients on two servers cause no overlap or lost response", async () => {
  const requests = length({ short: 1_000, full: 50_000 });
  const { journal, run } = clientsOf(house);
  await run(length({ short: 32, full: 64 }), () => journal.length < requests);
  expect(unexpected(journal)).toEqual([]);
  expect(journal.filter(({ answer }) => !answer)).toEqual([]);
  expect(problemsOf(house.databasePath, journal)).toEqual([]);
  expectEverythingHappened(journal.map(({ change, answer }) => `${change} ${answer?.status}`));
});

/** A race without winners or losers would prove nothing. */
function expectEverythingHappened(outcomes: readonly string[]): void {
  for (const change of ["approved", "declined", "cancelled", "moved"])
    expect(outcomes).toContain(`${change} 200`);
  for (const change of ["booked", "approved", "declined", "moved"])
    expect(outcomes).toContain(`${change} 409`);
}
