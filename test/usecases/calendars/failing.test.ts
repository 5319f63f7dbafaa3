import { afterEach, beforeEach, expect, test } from "bun:test";
import { startCalendarApp } from "../../support/calendars/calendar-app.ts";
import { feedOf, startFeedServer } from "../../support/calendars/feed-server.ts";

const MINUTE = 60_000;

let feed: ReturnType<typeof startFeedServer>;
let world: Awaited<ReturnType<typeof startCalendarApp>>;

beforeEach(async () => {
  feed = startFeedServer();
  feed.state.text = feedOf(["20260309T140000Z"]);
  world = await startCalendarApp({ url: feed.url, username: "", password: "" });
  await world.ask("POST", "/v1/calendar-accounts", { kind: "ics", url: feed.url, name: "Dentist" });
  await world.sync();
});
afterEach(async () => {
  await feed.stop();
  world.close();
});

const account = async () => (await world.ask("GET", "/v1/calendar-accounts/1")).json;
const notices = async () =>
  (await world.ask("GET", "/v1/outbox")).json["outbox"].filter(
    ({ letter }: { letter: string }) => letter === "host_calendar_failing",
  );
/** Lets time pass, with the synchronizations that become due. */
async function after(minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed++) {
    world.app.clock.now += MINUTE;
    await world.sync();
  }
}

test("an account is synchronized again within five minutes", async () => {
  feed.state.text = feedOf(["20260309T150000Z"]);
  await after(4);
  expect(await world.slots()).not.toContain("15:00");
  expect(await world.slots()).toContain("14:00");
});

test("one failure makes an account failing, in words", async () => {
  feed.state.mode = "fails";
  await after(4);
  expect(await account()).toMatchObject({ status: "failing", error: expect.stringContaining("500") });
  expect(await notices()).toEqual([]);
});

test("the host gets one email about an account that keeps failing", async () => {
  feed.state.mode = "fails";
  await after(60);
  expect(await notices()).toHaveLength(1);
});

test("the host gets the email at once if the account was revoked", async () => {
  feed.state.mode = "revoked";
  await after(4);
  expect(await account()).toMatchObject({ status: "revoked" });
  expect(await notices()).toHaveLength(1);
});

test("an account that recovers reads everything again and may report again", async () => {
  feed.state.mode = "fails";
  await after(30);
  feed.state.mode = "works";
  feed.state.text = feedOf(["20260309T150000Z"]);
  await after(15);
  expect(await account()).toMatchObject({ status: "ok", error: null });
  expect(await world.slots()).toContain("14:00");
  feed.state.mode = "fails";
  await after(30);
  expect(await notices()).toHaveLength(2);
});

test("slots keep the last known busy times while an account fails", async () => {
  feed.state.mode = "fails";
  await after(30);
  expect(await world.slots()).not.toContain("14:00");
});

test("metrics count the accounts by their status", async () => {
  feed.state.mode = "fails";
  await after(4);
  const { text } = await world.app.request("GET", "/metrics");
  expect(text).toContain('schedkit_calendar_accounts{status="failing"} 1');
  expect(text).toContain('schedkit_calendar_accounts{status="ok"} 0');
});

test("a key without its secret fails with words", async () => {
  await world.app.database.write(async (trx) => {
    await trx.updateTable("calendar_accounts").set({ credentials: "AAAA" }).execute();
  });
  await after(4);
  expect(await account()).toMatchObject({
    status: "revoked",
    error: expect.stringContaining("schedkit.secret"),
  });
});
