import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { manyLines, oneLine } from "../../src/domain/text/typed-text.ts";
import { eventTypeDefaults } from "../../src/usecases/hosts/event-types.ts";
import { asTried, expectInvalid, expectProblem } from "../support/http.ts";
import { type Mailbox, startMailbox } from "../support/smtp-server.ts";
import { type Json, startApp, type TestApp } from "../support/start-app.ts";
import { startAppMail } from "../support/app-mail.ts";

const asJson = { accept: "application/json" };
const SECRET = "Your account is locked, call 555 0100";

let app: TestApp;
let key: string;

beforeEach(async () => {
  app = await startApp();
  const questions = [{ id: "why", label: "Why?", type: "textarea", required: false }] as const;
  const asks = { ...eventTypeDefaults, slug: "30min", title: "Call", duration_minutes: 30, questions };
  ({ key } = await app.host("jane", [asks]));
});
afterEach(() => app.close());

/** Every email to an address, with its content. */
async function emailsTo(address: string): Promise<Json[]> {
  const { json } = await app.request("GET", "/v1/outbox?limit=200", { key });
  const whole = json["outbox"]
    .filter(({ recipient }: Json) => recipient === address)
    .map(async ({ id }: Json) => (await app.request("GET", `/v1/outbox/${id}`, { key })).json);
  return Promise.all(whole);
}

/** Text in everything that an attendee can type. */
const typed = {
  attendee_name: SECRET,
  attendee_email: "victim@example.com",
  notes: `${SECRET} https://evil.example/login`,
  answers: [{ question_id: "why", answer: SECRET }],
};

test("an attendee's own emails contain nothing typed while booking", async () => {
  const { json: booking } = await app.book(typed);
  await asTried(app);
  const later = { start_time: "2026-03-02T15:00:00Z" };
  await app.request("POST", `/v1/reschedule/${booking["reschedule_token"]}`, {
    body: later,
    headers: asJson,
  });
  await asTried(app);
  const body = { reason: `${SECRET} https://evil.example/login` };
  const path = `/v1/cancel/${booking["cancel_token"]}/confirm`;
  expect((await app.request("POST", path, { body, headers: asJson })).status).toBe(200);
  const toVictim = await emailsTo("victim@example.com");
  expect(new Set(toVictim.map(({ letter }) => letter))).toEqual(
    new Set(["attendee_booked", "attendee_cancelled", "attendee_moved"]),
  );
  for (const email of toVictim) expect(unfolded(JSON.stringify(email))).not.toMatch(/locked|555|evil/);
  const told = (await emailsTo("jane@example.com")).find(({ letter }) => letter === "host_cancelled");
  expect(told!["text"]).toContain(SECRET);
});

function unfolded(json: string): string {
  return json.replaceAll(String.raw`\r\n `, "");
}

test("the host's reason is only in the attendee's email", async () => {
  const { json: booking } = await app.book();
  await asTried(app);
  const body = { reason: "Ill, sorry." };
  await app.request("POST", `/v1/bookings/${booking["id"]}/cancel`, { key, body });
  expect((await emailsTo("jason@example.com"))[0]!["text"]).toContain("Ill, sorry.");
  expect((await emailsTo("jane@example.com"))[0]!["text"]).not.toContain("Ill, sorry.");
});

test("rejects a name with a link", async () => {
  expectInvalid(
    await app.book({ attendee_name: "Verify now at https://evil.example/login" }),
    "/attendee_name",
  );
  expectInvalid(await app.book({ attendee_name: "Win at evil.com" }), "/attendee_name");
  expect((await app.book({ attendee_name: "Jane Doe, M.Sc." })).status).toBe(201);
});

test("rejects an address with the start of an encoded word", async () => {
  const address = "=?utf-8?q?a?=@example.com";
  expectInvalid(await app.book({ attendee_email: address }), "/attendee_email");
  expectProblem(await app.book({ attendee_email: "=?x@example.com" }), 422, "invalid");
  expect((await app.book({ attendee_email: "a=b?c@example.com" })).status).toBe(201);
});

describe("user input", () => {
  test.each([
    ["a zero-width space", "pay\u200bpal", "paypal"],
    ["a soft hyphen", "pay\u00adpal", "paypal"],
    ["a direction override", "user\u202egnp.exe", "usergnp.exe"],
    ["isolates", "\u2066a\u2069 b", "a b"],
    ["direction marks", "\u200ea\u200f\u061c", "a"],
    ["a word joiner and a byte order mark", "\u2060a\ufeffb", "ab"],
    ["a braille blank", "\u2800Bob\u2800", "Bob"],
    ["Hangul fillers", "\u3164\u115fa\uffa0", "a"],
    ["invisible tags", "Bob\u{e0041}\u{e0042}\u{e007f}", "Bob"],
    ["variation selectors that select nothing", "Bob\ufe0f\u{e0100}", "Bob"],
    ["joiners between Latin letters, and at the end", "B\u200do\u200cb\u200d", "Bob"],
    ["annotations", "a\ufff9b\ufffac\ufffb", "abc"],
    ["an encoded word", "=?utf-8?q?Bank=0D=0AFrom=3A_ceo?=", "= ?utf-8?q?Bank=0D=0AFrom=3A_ceo?="],
    ["line breaks and controls", "a\r\nBcc: b\u0000\u0085c", "a Bcc: b c"],
    ["half a surrogate pair", "a\ud83d", "a\ufffd"],
  ])("loses %s", (_, text, clean) => {
    expect(oneLine(text)).toBe(clean);
  });

  test.each([
    ["a family", "👩‍👩‍👧‍👦"],
    ["a rainbow flag", "🏳️‍🌈"],
    ["a flag of England", "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"],
    ["a skin tone", "👩🏽‍🚀"],
    ["a keycap", "1️⃣"],
    ["Persian", "می‌خواهم"],
    ["Devanagari", "क्‍ष श्री"],
    ["Hebrew and Arabic", "שלום عليكم"],
    ["a variant of a Han character", "葛\u{e0100}城"],
    ["accents", "Jürgen Ärmel, Žofie"],
  ])("keeps %s", (_, text) => {
    expect(oneLine(text)).toBe(text);
  });

  test("of several lines keeps them, and merges empty ones", () => {
    expect(manyLines("one\r\n\r\n\n\n two \u2028three\u200b\n\n")).toBe("one\n\ntwo\nthree");
  });
});

describe("through a real mail server", () => {
  let mailbox: Mailbox;
  beforeAll(async () => (mailbox = await startMailbox()));
  afterAll(() => mailbox.close());

  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom(
        "=?utf-8?q?Bank=0D=0AFrom=3A_ceo=40example.com?=",
        "=?utf-8?B?QmNjOiBhQGIuY29t?=",
        "=?",
        "?=",
        "\r\nBcc: all@example.com",
        " ",
        "  ",
        '"',
        "\\",
        "<a@b.c>",
        ",",
        "(x)",
        "\u202e",
        "\u200b",
        "ü",
        "会议",
        "😀",
        "👩‍👩‍👧‍👦",
        "e\u0301",
        "عرب",
      ),
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.integer({ min: 1, max: 90 }).map((length) => "x".repeat(length)),
    ),
    { maxLength: 12 },
  );

  test("the parsed subject and people equal those in the outbox", async () => {
    const worker = startAppMail(app.deps, mailbox);
    await app.book();
    const bookings = () => app.database.read.selectFrom("bookings").selectAll();
    let sent = 2;
    await mailbox.waitFor(({ mails }) => mails.length === sent);
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (name, title, host) => {
        const [attendee_name, hostName, eventTitle] = [name, host, title].map((parts) => parts.join(""));
        await app.database.write(async (trx) => {
          await trx.updateTable("hosts").set({ name: hostName! }).execute();
          await trx.updateTable("event_types").set({ title: eventTitle! }).execute();
          await trx.updateTable("bookings").set({ attendee_name: attendee_name! }).execute();
        });
        const { id, starts_at } = await bookings().executeTakeFirstOrThrow();
        const other = starts_at === Date.parse("2026-03-02T15:00:00Z") ? "14" : "15";
        const body = { start_time: `2026-03-02T${other}:00:00Z` };
        const moved = await app.request("POST", `/v1/bookings/${id}/reschedule`, { key, body });
        expect(moved.status).toBe(200);
        worker.wake();
        sent += 2;
        await mailbox.waitFor(({ mails }) => mails.length === sent);
        const rows = await app.database.read
          .selectFrom("outbox")
          .selectAll()
          .orderBy("id", "desc")
          .limit(2)
          .execute();
        for (const { subject, recipient, topic } of rows) {
          const mail = mailbox.mails.slice(-2).find(({ to }) => to.includes(recipient))!.parsed;
          expect(mail.subject ?? "").toBe(subject!);
          const to = [mail.to!].flat();
          expect(to).toHaveLength(1);
          expect(to[0]!.value.map(({ address }) => address)).toEqual([recipient]);
          const [address, typedName] = topic.startsWith("host_")
            ? ["jason@example.com", attendee_name!]
            : ["jane@example.com", hostName!];
          // People without a name are called by their address, which this parser does not repeat as a name.
          const replyTo = { address, name: oneLine(typedName) };
          expect(mail.replyTo!.value).toEqual([replyTo]);
          expect(mail.headers.has("bcc")).toBe(false);
          if (topic.startsWith("attendee_")) expect(to[0]!.value[0]!.name).toBe("");
        }
      }),
      { numRuns: 150 },
    );
    await worker.stop();
  });
});
