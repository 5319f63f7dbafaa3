import { afterEach, beforeEach, expect, test } from "bun:test";
import { aCalendarAccount } from "../../support/calendars/account.ts";
import { everyRow } from "../../support/http.ts";
import { type Browser, browserOf } from "../../support/dashboard.ts";
import { formsIn } from "../../support/page-form.ts";
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

const NEW = "/dashboard/event-types/new";
const ONE = "/dashboard/event-types/1";
const shown = async (id = 1) => (await app.request("GET", `/v1/event-types/${id}`, { key })).json;

test("every field of the API can be edited, and saving an untouched form changes nothing", async () => {
  const { calendar } = await aCalendarAccount(app);
  const before = await everyRow(app);
  expect((await jane.submit(ONE, { do: "save" })).status).toBe(303);
  expect((await everyRow(app))["event_types"]).toEqual(before["event_types"]);
  const typed = {
    title: "Deep dive",
    slug: "deep-dive",
    description: "**Two** hours",
    duration_minutes: "120",
    other_durations: "30, 60",
    buffer_before: "5",
    buffer_after: "10",
    min_notice_minutes: "90",
    max_advance_days: "14",
    slot_interval_minutes: "30",
    max_bookings_per_day: "2",
    max_upcoming_per_attendee: "3",
    max_guests: "4",
    confirmation_note: "Bring your laptop.",
    reminder_note: "See you on {date}.",
    pending_expires_hours: "24",
    verify_email: "on",
    location_type: "in_person",
    location: "12 Elm Street",
    requires_confirmation: "on",
    schedule_id: "1",
    redirect_url: "https://example.com/thanks",
    "limits.1.bookings": "7",
    "reminders.0.minutes_before": "",
    "reminders.1.minutes_before": "2880",
    "reminders.1.to": "both",
    hidden: "on",
    active: "off",
  };
  const chosen = { which_calendars: "some", busy_calendars: String(calendar.id) };
  const saved = await jane.submit(ONE, { ...typed, ...chosen, do: "save" });
  expect(saved.headers.get("location")).toBe("/dashboard/event-types/1?done=saved");
  const { id: _, created_at, updated_at, questions, reminders, limits, ...settings } = await shown();
  expect(questions).toEqual([]);
  expect(reminders).toEqual([{ minutes_before: 2880, to: "both" }]);
  expect(limits).toEqual([
    { period: "day", bookings: 2 },
    { period: "week", bookings: 7 },
  ]);
  const plain = Object.entries(typed).filter(([name]) => !/\.|other_/.test(name));
  expect(settings).toEqual({
    ...Object.fromEntries(plain),
    duration_minutes: 120,
    durations_minutes: [30, 60, 120],
    buffer_before: 5,
    buffer_after: 10,
    min_notice_minutes: 90,
    max_advance_days: 14,
    max_guests: 4,
    slot_interval_minutes: 30,
    max_bookings_per_day: 2,
    max_upcoming_per_attendee: 3,
    pending_expires_hours: 24,
    verify_email: true,
    requires_confirmation: true,
    schedule_id: 1,
    hidden: true,
    active: false,
    busy_calendars: [calendar.id],
  });
  const again = await everyRow(app);
  await jane.submit(ONE, { do: "save" });
  expect((await everyRow(app))["event_types"]).toEqual(again["event_types"]);
});

test("reminders keep a time that is not in the list, and none is there twice", async () => {
  const body = { reminders: [{ minutes_before: 45, to: "host" }] };
  await app.request("PATCH", "/v1/event-types/1", { key, body });
  expect((await jane.get(ONE)).text).toContain("45 minutes before");
  await jane.submit(ONE, { "reminders.2.minutes_before": "60", do: "save" });
  const both = [...body.reminders, { minutes_before: 60, to: "attendee" }];
  expect((await shown())["reminders"]).toEqual(both);
  const repeated = await jane.submit(ONE, { "reminders.2.minutes_before": "60", do: "save" });
  expect(repeated.status).toBe(422);
  expect(repeated.text).toContain("This time is in the list twice.");
  expect((await shown())["reminders"]).toEqual(both);
});

test("other lengths are kept and removed, and say what is wrong with them", async () => {
  await jane.submit(ONE, { other_durations: "60; 15", do: "save" });
  expect((await shown())["durations_minutes"]).toEqual([15, 30, 60]);
  const twice = await jane.submit(ONE, { other_durations: "60, 60", do: "save" });
  expect([twice.status, twice.text.includes("This length is there twice.")]).toEqual([422, true]);
  const words = await jane.submit(ONE, { other_durations: "an hour", do: "save" });
  expect(words.status).toBe(422);
  expect(words.text).toContain("an hour");
  await jane.submit(ONE, { other_durations: "", do: "save" });
  expect((await shown())["durations_minutes"]).toEqual([30]);
});

test("limits are kept, changed and removed, and one shorter than a meeting is refused", async () => {
  await jane.submit(ONE, { "limits.2.minutes": "120", "limits.4.minutes": "600", do: "save" });
  const both = [
    { period: "week", minutes: 120 },
    { period: "month", minutes: 600 },
  ];
  expect((await shown())["limits"]).toEqual(both);
  const short = await jane.submit(ONE, { "limits.0.minutes": "20", do: "save" });
  expect(short.status).toBe(422);
  expect(short.text).toContain("This must be at least as long as a meeting.");
  await jane.submit(ONE, { "limits.0.minutes": "", do: "save" });
  expect((await shown())["limits"]).toEqual(both.slice(1));
});

test("the calendars of an event type are all, some or none", async () => {
  expect((await jane.get(ONE)).text).not.toContain("which_calendars");
  const { calendar } = await aCalendarAccount(app);
  const choose = async (which: string, ids: readonly string[]) => {
    const answered = await jane.submit(ONE, { which_calendars: which, busy_calendars: ids, do: "save" });
    expect(answered.status).toBe(303);
    return (await shown())["busy_calendars"];
  };
  const ids = [String(calendar.id)];
  expect(await choose("some", ids)).toEqual([calendar.id]);
  expect(await choose("none", ids)).toEqual([]);
  expect(await choose("all", ids)).toBeNull();
  const unchosen = await jane.submit(ONE, { which_calendars: "some", busy_calendars: [], do: "save" });
  expect(unchosen.status).toBe(422);
  expect(unchosen.text).toContain("Please choose at least one calendar.");
  expect((await shown())["busy_calendars"]).toBeNull();
});

test("the calendars of another host cannot be chosen", async () => {
  await aCalendarAccount(app);
  const { host } = await app.host("mary");
  const { calendar } = await aCalendarAccount(app, { hostId: host.id });
  const chosen = { which_calendars: "some", busy_calendars: String(calendar.id), do: "save" };
  expect((await jane.submit(ONE, chosen)).status).toBe(422);
  expect((await shown())["busy_calendars"]).toBeNull();
});

test("questions are added, moved and removed before anything is saved", async () => {
  const before = await everyRow(app);
  const add = async (page: Awaited<ReturnType<Browser["get"]>>, changes: Record<string, string>) =>
    jane.send(page, { ...changes, do: "questions.add" }, ONE);
  let page = await add(await jane.get(ONE), {});
  page = await add(page, { "questions.0.label": "Company?", "questions.0.required": "on" });
  page = await add(page, { "questions.1.label": "Colour?", "questions.1.type": "select" });
  page = await jane.send(page, { "questions.2.label": "Spare", do: "questions.up.1" }, ONE);
  page = await jane.send(
    page,
    { "questions.0.options": "Red\r\n\r\n Green ", do: "questions.remove.2" },
    ONE,
  );
  expect((await everyRow(app))["event_types"]).toEqual(before["event_types"]);
  expect((await jane.send(page, { do: "save" }, ONE)).status).toBe(303);
  expect((await shown())["questions"]).toMatchObject([
    { label: "Colour?", type: "select", options: ["Red", "Green"], required: false },
    { label: "Company?", type: "text", required: true },
  ]);
  const [first, second] = (await shown())["questions"];
  expect(first.id).not.toBe(second.id);
  expect((await jane.submit(ONE, { do: "save" })).status).toBe(303);
});

test("errors are shown at their fields, and nothing typed is lost", async () => {
  const page = await jane.get(ONE);
  const asked = await jane.send(page, { do: "questions.add" }, ONE);
  const typed = {
    title: "",
    slug: "Not A Slug",
    duration_minutes: "9999",
    "questions.0.label": "Colour?",
    "questions.0.type": "select",
    description: "Kept <b>",
  };
  const wrong = await jane.send(asked, { ...typed, do: "save" }, ONE);
  expect(wrong.status).toBe(422);
  for (const name of ["title", "slug", "duration_minutes"])
    expect(wrong.text).toContain(`id="${name}-problem"`);
  const form = formsIn(wrong.text).find(({ action }) => action === ONE)!;
  expect(Object.fromEntries(form.fields)).toMatchObject(typed);
  const right = { title: "A", slug: "a", duration_minutes: "30" };
  const choices = await jane.send(wrong, { ...right, do: "save" }, ONE);
  expect(choices.text).toContain("Please list the choices, one per line.");
});

test("a form with missing or unknown fields changes only what it has", async () => {
  const before = await shown();
  const seen = formsIn((await jane.get(ONE)).text)
    .find(({ action }) => action === ONE)!
    .fields.find(([name]) => name === "seen")!;
  const saved = await jane.post(ONE, [seen, ["title", "Only this"], ["colour", "blue"], ["do", "save"]]);
  expect(saved.status).toBe(303);
  expect(await shown()).toEqual({ ...before, title: "Only this", updated_at: expect.any(String) });
  for (const fields of [[], [["do", "questions.up.7"]], [["do", "questions.remove.x"]]] as [
    string,
    string,
  ][][])
    expect([409, 422, 200]).toContain((await jane.post(ONE, fields)).status);
});

test("a new event type gets its slug from its title, and is switched off, duplicated and deleted", async () => {
  const added = await jane.submit(NEW, { title: "Café & talk", duration_minutes: "20", do: "save" });
  expect(added.headers.get("location")).toBe("/dashboard/event-types/2?done=created");
  expect(await shown(2)).toMatchObject({ slug: "cafe-talk", active: true });
  const list = "/dashboard/event-types";
  await jane.submit(list, { active: "off", do: "switch" }, `${list}/2`);
  expect(await shown(2)).toMatchObject({ active: false });
  await jane.submit(list, { do: "duplicate" }, `${list}/2`);
  expect(await shown(3)).toMatchObject({ title: "Café & talk (copy)", duration_minutes: 20, active: false });
  const taken = await jane.submit(NEW, { title: "X", slug: "30min", duration_minutes: "5", do: "save" });
  expect(taken.status).toBe(422);
  expect(taken.text).toContain("This address is taken.");
  expect((await jane.post(`${list}/3`, [["do", "delete"]])).status).toBe(303);
  expect((await app.request("GET", "/v1/event-types/3", { key })).status).toBe(404);
});
