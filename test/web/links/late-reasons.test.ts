import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { aPendingBooking, everyRow } from "../../support/http.ts";
import { type Answered, type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;
let booking: Json;

beforeEach(async () => {
  app = await startApp({ actionLinks: "direct" });
  ({ key } = await app.host());
  booking = await aPendingBooking(app, key);
});
afterEach(() => app.close());

const html = { accept: "text/html" };
const form = { ...html, "content-type": "application/x-www-form-urlencoded" };
const reason = "Away that week <b>& on</b> a boat\nSorry!";

const link = () => `/v1/bookings/${booking["confirm_token"]}/decline`;
const open = (headers: Record<string, string> = html) => app.request("GET", link(), { headers });
const give = (words = reason, target = link()) =>
  app.request("POST", target, { headers: form, body: new URLSearchParams({ reason: words }).toString() });
const stored = async () => (await app.request("GET", `/v1/bookings/${booking["id"]}`, { key })).json;
const titleOf = ({ text }: Answered) => /<h1>([^<]+)<\/h1>/.exec(text)?.[1];
const hasForm = ({ text }: Answered) => text.includes(`<form method="post" action="${link()}">`);

/** The emails about the decline, oldest first, with their content. */
async function declineLetters(): Promise<Json[]> {
  const { json } = await app.request("GET", "/v1/outbox?limit=200", { key });
  const ids: number[] = json["outbox"]
    .filter(({ letter }: Json) => letter === "attendee_declined")
    .map(({ id }: Json) => id)
    .toReversed();
  return Promise.all(ids.map(async (id) => (await app.request("GET", `/v1/outbox/${id}`, { key })).json));
}

/** Sets an email to the state in which a worker leaves it. */
const letterIs = (state: { status?: "sent" | "waiting"; attempts?: number; leased_until?: number }) =>
  app.database.write((trx) =>
    trx.updateTable("outbox").set(state).where("topic", "=", "attendee_declined").execute(),
  );

describe("a decline by a link", () => {
  test("asks for a reason afterwards and adds it to the waiting email", async () => {
    const declined = await open();
    expect(titleOf(declined)).toBe("Booking declined");
    expect(hasForm(declined)).toBeTrue();
    expect(declined.text).toContain("Tell them why (optional)");

    const explained = await give();
    expect([explained.status, titleOf(explained)]).toEqual([200, "Your reason is on its way"]);
    expect(hasForm(explained)).toBeFalse();
    expect(explained.text).toContain("Away that week &lt;b>&amp; on&lt;/b> a boat");

    expect(await stored()).toMatchObject({ status: "declined", cancellation_reason: reason });
    const letters = await declineLetters();
    expect(letters).toHaveLength(1);
    expect(letters[0]!["text"]).toContain("Away that week <b>& on</b> a boat");
    expect(letters[0]!["recipient"]).toBe("jason@example.com");
  });

  test.each([
    ["was sent", { status: "sent", attempts: 1 }],
    ["was tried, and may have arrived", { attempts: 1 }],
    ["is being sent, or was when the server died", { leased_until: 1 }],
  ] as const)("is explained in another email if the first %s", async (_, state) => {
    await open();
    await letterIs(state);
    const [first] = await declineLetters();
    await give();
    await give();
    const [before, after, ...more] = await declineLetters();
    expect(before).toEqual(first);
    expect(after!["text"]).toContain("Away that week");
    expect(after!["status"]).toBe("waiting");
    expect(more).toEqual([]);
  });

  test("accepts one reason and reports any further one", async () => {
    await open();
    await give("Away");
    const before = await everyRow(app);
    for (const words of ["Something else", "Away"]) {
      const again = await give(words);
      expect([again.status, titleOf(again)]).toEqual([200, "A reason was given already"]);
      expect(again.text).toContain('<span class="typed">Away</span>');
      expect(hasForm(again)).toBeFalse();
    }
    expect(hasForm(await open())).toBeFalse();
    expect(await everyRow(app)).toEqual(before);
  });

  test("is explained once by concurrent requests", async () => {
    await open();
    await letterIs({ status: "sent" });
    const told = await Promise.all(["a", "b", "c", "d"].map((words) => give(words)));
    const done = told.filter((page) => titleOf(page) === "Your reason is on its way");
    expect(done).toHaveLength(1);
    expect(await declineLetters()).toHaveLength(2);
  });

  test("rejects an empty or long reason, and requests that only look", async () => {
    await open();
    const before = await everyRow(app);
    for (const words of ["", "  "])
      expect(titleOf(await give(words))).toBe("This booking is already declined");
    const long = await give("x".repeat(1001));
    expect([long.status, titleOf(long)]).toEqual([422, "That did not work"]);
    expect(long.text).toContain("1000 characters");
    const ahead = await app.request("POST", link(), {
      headers: { ...form, purpose: "prefetch" },
      body: "reason=Away",
    });
    expect(titleOf(ahead)).toBe("This booking is already declined");
    expect(await everyRow(app)).toEqual(before);
  });

  test("accepts no reason once the meeting is over", async () => {
    await open();
    app.clock.now = Date.parse(booking["end_time"]);
    const before = await everyRow(app);
    expect(hasForm(await open())).toBeFalse();
    expect(titleOf(await give())).toBe("This booking is already declined");
    expect(await everyRow(app)).toEqual(before);
  });

  test("keeps the reader's language through the form", async () => {
    const declined = await app.request("GET", `${link()}?lang=de`, { headers: html });
    const [, action] = /<form method="post" action="([^"]+)"/.exec(declined.text)!;
    expect(titleOf(await give("Urlaub", action))).toBe("Ihre Begründung ist unterwegs");
  });
});

test("a reason declines a pending booking, as always", async () => {
  expect(titleOf(await give())).toBe("Booking declined");
  expect(await stored()).toMatchObject({ status: "declined", cancellation_reason: reason });
  expect(await declineLetters()).toHaveLength(1);
});

test.each(["confirm", "cancel"])("no reason is stored after a decision to %s", async (decision) => {
  await app.request("POST", `/v1/bookings/${booking["id"]}/${decision}`, { key, body: {} });
  const before = await everyRow(app);
  expect((await give()).status).toBe(409);
  expect(await everyRow(app)).toEqual(before);
});

test("programs can add a reason too, and get the status", async () => {
  const json = { accept: "application/json" };
  const say = (words: string) => app.request("POST", link(), { headers: json, body: { reason: words } });
  await open(json);
  for (const words of ["Away", "Something else"]) {
    const { status, json } = await say(words);
    expect({ status, json }).toEqual({ status: 200, json: { id: booking["id"], status: "declined" } });
    expect(await stored()).toMatchObject({ cancellation_reason: "Away" });
  }
  expect(await declineLetters()).toHaveLength(1);
});

test("the host's own route leaves a declined booking unchanged", async () => {
  await open();
  const before = await everyRow(app);
  const body = { reason: "Away" };
  expect((await app.request("POST", `/v1/bookings/${booking["id"]}/decline`, { key, body })).status).toBe(
    200,
  );
  expect(await everyRow(app)).toEqual(before);
});
