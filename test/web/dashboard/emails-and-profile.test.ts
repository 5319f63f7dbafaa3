import { afterEach, beforeEach, expect, test } from "bun:test";
import { type Browser, browser, browserOf } from "../../support/dashboard.ts";
import { PASSWORD } from "../../support/sessions.ts";
import { startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
let key: string;
let jane: Browser;

beforeEach(async () => {
  app = await startApp();
  ({ key } = await app.host());
  jane = await browserOf(app);
});
afterEach(() => app.close());

const PROFILE = "/dashboard/profile";
const me = async () => (await app.request("GET", "/v1/me", { key })).json;

test("an email is shown as text, as its calendar entry, and in a frame that can load nothing", async () => {
  await app.book({ attendee_name: "Eve <script>alert(1)</script>" });
  const list = await jane.get("/dashboard/emails");
  expect(list.text).toContain("This server has no mail server yet");
  const [path] = /\/dashboard\/emails\/\d+/.exec(list.text)!;
  const { text } = await jane.get(path);
  expect(text).toContain("BEGIN:VCALENDAR");
  expect(text).toMatch(/<iframe[^>]* sandbox[ =>]/);
  const framed = await jane.get(`${path}/html`);
  expect(framed.headers.get("content-security-policy")).toContain("sandbox; default-src 'none'");
  expect(framed.headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
  expect(framed.text).not.toContain("<script>alert");
});

test("a failed email is sent again, and no other", async () => {
  await app.book();
  const [mail, other] = (await app.request("GET", "/v1/outbox", { key })).json["outbox"];
  await app.database.write((trx) =>
    trx
      .updateTable("outbox")
      .set({ status: "failed", attempts: 3, last_error: "550 No such mailbox" })
      .where("id", "=", mail.id)
      .execute(),
  );
  const failed = await jane.get("/dashboard/emails?status=failed");
  expect(failed.text).toContain("550 No such mailbox");
  const again = await jane.submit(`/dashboard/emails/${mail.id}`, {});
  expect((await jane.follow(again)).text).toContain("It will be sent again.");
  const { status } = (await app.request("GET", `/v1/outbox/${mail.id}`, { key })).json;
  expect(status).toBe("waiting");
  expect((await jane.post(`/dashboard/emails/${other.id}`, [])).status).toBe(409);
});

test("a webhook delivery shows its body and attempts", async () => {
  await app.request("POST", "/v1/webhooks", { key, body: { url: "https://hooks.example.com/x" } });
  await app.book();
  const list = await jane.get("/dashboard/emails");
  const [, id] = /\/dashboard\/emails\/(\d+)" dir="auto">Webhook delivery/.exec(list.text)!;
  const { text } = await jane.get(`/dashboard/emails/${id}`);
  expect(text).toContain("booking.confirmed");
  expect((await jane.get(`/dashboard/emails/${id}/html`)).status).toBe(404);
});

test("the profile is saved, and saving it untouched changes nothing", async () => {
  const before = await me();
  expect((await jane.submit(PROFILE, {})).status).toBe(303);
  expect(await me()).toEqual(before);
  const typed = {
    name: "Jane Roe",
    slug: "roe",
    timezone: "Europe/Berlin",
    language: "de",
    bio: "I **help**",
    website: "https://roe.example.com",
    accent_color: "#E4572E",
    show_embed_button: "off",
  };
  const saved = await jane.submit(PROFILE, { ...typed, "limits.3.minutes": "600" });
  const page = await jane.follow(saved);
  expect(page.text).toContain('<html lang="de"');
  expect(page.text).toContain("Diese Zeiten sind in die neue Zeitzone mit umgezogen: Working hours.");
  const limits = [{ period: "week", minutes: 600 }];
  expect(await me()).toMatchObject({ ...typed, limits, accent_color: "#e4572e", show_embed_button: false });
});

test("a picture is uploaded as a file, and removed", async () => {
  const page = await jane.get(PROFILE);
  const form = new FormData();
  const { formsIn } = await import("../../support/page-form.ts");
  for (const [name, value] of formsIn(page.text).find(({ action }) => action === PROFILE)!.fields)
    if (name !== "avatar") form.append(name, value);
  const dot = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
    "base64",
  );
  form.append("avatar", new File([dot], "me.png", { type: "image/png" }));
  const upload = (body: FormData) =>
    app.app.handle(
      new Request(`http://localhost${PROFILE}`, {
        method: "POST",
        headers: { ...browser, cookie: jane.cookie },
        body,
      }),
    );
  expect((await upload(form)).status).toBe(303);
  expect((await me())["avatar_url"]).toContain("/avatars/");
  expect((await jane.get(PROFILE)).text).toContain('<img class="picture"');
  await jane.submit(PROFILE, { remove_avatar: "on" });
  expect((await me())["avatar_url"]).toBeNull();
  for (const [file, status] of [
    [new File(["<svg/>"], "me.svg", { type: "image/svg+xml" }), 422],
    [new File(["hello"], "me.png", { type: "image/png" }), 422],
    [new File([new Uint8Array(600 * 1024)], "me.png", { type: "image/png" }), 422],
    [new File([new Uint8Array(3_000_000)], "me.png", { type: "image/png" }), 413],
  ] as const) {
    const again = new FormData();
    for (const [name, value] of formsIn((await jane.get(PROFILE)).text).find(
      ({ action }) => action === PROFILE,
    )!.fields)
      if (name !== "avatar") again.append(name, value);
    again.append("avatar", file);
    expect((await upload(again)).status).toBe(status);
  }
});

test("another address needs the password, and a taken one is refused", async () => {
  await app.host("mary");
  const without = await jane.submit(PROFILE, { email: "jane@new.example" });
  expect(without.text).toContain("Your current password is needed to change the email address.");
  const wrong = await jane.submit(PROFILE, { email: "jane@new.example", current_password: "not this one" });
  expect(wrong.text).toContain("This is not your current password.");
  expect(wrong.text).toContain('value="jane@new.example"');
  const taken = await jane.submit(PROFILE, { slug: "mary" });
  expect(taken.text).toContain("This address is taken.");
  const right = await jane.submit(PROFILE, { email: "jane@new.example", current_password: PASSWORD });
  expect(right.status).toBe(303);
  expect(await me()).toMatchObject({ email: "jane@new.example" });
});

test("a new password and ended sessions sign out other browsers", async () => {
  const other = await browserOf(app);
  const path = `${PROFILE}/password`;
  const wrong = await jane.submit(PROFILE, { current_password: "not this", password: "x" }, path);
  expect(wrong.status).toBe(422);
  const page = await jane.get(PROFILE);
  const [ending] = /\/dashboard\/profile\/sessions\/\d+/.exec(page.text)!;
  expect((await jane.post(ending, [])).status).toBe(303);
  expect((await other.get(PROFILE)).status).toBe(303);
  const third = await browserOf(app);
  const changed = await jane.submit(
    PROFILE,
    { current_password: PASSWORD, password: "violin under a lantern" },
    path,
  );
  expect(changed.headers.get("location")).toBe("/dashboard/profile?done=password");
  expect((await third.get(PROFILE)).status).toBe(303);
  expect((await jane.get(PROFILE)).status).toBe(200);
  const everywhere = await jane.post(`${PROFILE}/sessions/all`, []);
  expect(everywhere.headers.get("location")).toBe("/login");
  expect((await jane.get(PROFILE)).status).toBe(303);
});

test("the demo host can be removed, which leads to the first run", async () => {
  const { addHost } = await import("../../../src/usecases/hosts/add-host.ts");
  const { setPassword } = await import("../../../src/usecases/hosts/passwords.ts");
  const demo = { slug: "demo", name: "Demo", email: "demo@example.com", time_zone: "UTC" };
  await addHost(app.deps, demo, { isDemo: true });
  await setPassword(app.deps, "demo", PASSWORD);
  await app.book({}, "/v1/book/demo/30min");
  const visitor = await browserOf(app, "demo");
  expect((await visitor.get("/dashboard/bookings")).text).toContain("This is the demo host");
  expect((await jane.get("/dashboard/bookings")).text).not.toContain("This is the demo host");
  expect((await jane.post("/dashboard/demo", [])).status).toBe(404);
  const removed = await visitor.submit("/dashboard/demo", {});
  expect(removed.headers.get("location")).toBe("/login");
  expect((await app.request("GET", "/v1/u/demo")).status).toBe(404);
  expect((await app.request("GET", "/v1/u/jane")).status).toBe(200);
});
