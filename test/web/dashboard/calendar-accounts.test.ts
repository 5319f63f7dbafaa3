import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { at, startCalendarApp } from "../../support/calendars/calendar-app.ts";
import { type CalendarServer, calendarNames } from "../../support/calendars/server.ts";
import { calendarServers } from "../../support/calendars/servers.ts";
import { type Browser, browserOf } from "../../support/dashboard.ts";
import { everyRow } from "../../support/http.ts";
import { wordsOf } from "../read-html.ts";

const LIST = "/dashboard/calendars";
const CALDAV = `${LIST}/caldav`;

for (const { name, start } of calendarServers.slice(0, 1)) {
  describe(`the pages with an account on ${name}`, () => {
    let server: CalendarServer;
    let world: Awaited<ReturnType<typeof startCalendarApp>>;
    let jane: Browser;

    beforeEach(async () => {
      server = await start();
      world = await startCalendarApp(server);
      jane = await browserOf(world.app);
    });
    afterEach(async () => {
      world.close();
      await server.stop();
    });

    const typed = () => ({
      url: server.url,
      username: server.username,
      password: server.password,
      name: "Home",
    });

    /** Connects the account, writes a booking into it, and returns the entry's address. */
    async function bookedEntry(): Promise<string> {
      await jane.submit(CALDAV, typed());
      await world.sync();
      await jane.submit(LIST, { target: "1" });
      await world.app.book({ start_time: at("17:00") });
      await world.write();
      return (await world.entries())[0]!.href;
    }

    /** Moves the entry by an hour, as the host does in their calendar program. */
    async function moveEntry(href: string): Promise<void> {
      const text = await (await world.dav("GET", href)).text();
      await world.dav("PUT", href, text.replace("T170000Z", "T190000Z").replace("T173000Z", "T193000Z"));
      await world.syncNow();
    }

    const booking = async () => (await world.ask("GET", "/v1/bookings/1")).json;
    const ONE = "/dashboard/bookings/1";
    const decide = (what: string, page = ONE) => jane.submit(page, { do: what }, `${ONE}/calendar`);

    test("a wrong password comes back to its field, and is not sent back", async () => {
      const wrong = await jane.submit(CALDAV, { ...typed(), password: "violin lantern" });
      expect(wrong.status).toBe(422);
      expect(wrong.text).toContain('id="password-problem">The user name or password is not accepted.');
      expect(wrong.text).toContain(`value="${server.url}"`);
      expect(wrong.text).not.toContain("violin lantern");
      const empty = await jane.submit(CALDAV, { ...typed(), username: " ", password: "" });
      expect(empty.text).toContain('id="username-problem">Please fill this in.');
      expect(empty.text).toContain('id="password-problem">Please fill this in.');
    });

    test("each provider has its address and instructions", async () => {
      expect((await jane.get(CALDAV)).text).toContain('value="https://caldav.icloud.com"');
      const fastmail = await jane.get(`${CALDAV}?at=fastmail`);
      expect(fastmail.text).toContain('value="https://caldav.fastmail.com"');
      expect(fastmail.text).toContain("App password");
      const wrong = await jane.send(fastmail, { username: "jane" }, CALDAV);
      expect(wrong.text).toContain("Manage app passwords");
    });

    test("an account is connected, and a booking is written where chosen", async () => {
      const page = await jane.follow(await jane.submit(CALDAV, typed()));
      for (const calendar of calendarNames) expect(wordsOf(page.text)).toContain(calendar);
      const saved = await jane.follow(await jane.send(page, { target: "1", busy: ["2"] }, LIST));
      expect(saved.text).toContain("Saved.");
      const { json } = await world.ask("GET", "/v1/calendar-accounts/1");
      expect(json["calendars"]).toMatchObject([
        { busy: false, is_target: true },
        { busy: true, is_target: false },
      ]);
      await world.sync();
      await world.app.book({ start_time: at("17:00") });
      await world.write();
      expect(await world.entries()).toMatchObject([{ booking_id: 1, calendar_id: 1 }]);
    });

    test("another server needs the password again", async () => {
      await jane.submit(CALDAV, typed());
      const other = { url: server.url.replace("127.0.0.1", "localhost"), do: "save" };
      const refused = await jane.submit(`${LIST}/1`, other);
      expect(refused.status).toBe(422);
      expect(refused.text).toContain('id="password-problem">Please fill this in.');
      const saved = await jane.submit(`${LIST}/1`, { ...other, password: server.password });
      expect(saved.status).toBe(303);
      expect((await world.ask("GET", "/v1/calendar-accounts/1")).json["url"]).toBe(other.url);
    });

    test("a moved entry is offered on three pages, and the booking follows", async () => {
      await moveEntry(await bookedEntry());
      expect(wordsOf((await jane.get("/dashboard/bookings")).text)).toContain(
        "You moved or deleted the entry of 1 booking in your calendar.",
      );
      expect(wordsOf((await jane.get(LIST)).text)).toMatch(/Moved to Mon, Mar 9, 3:00\sPM in/);
      expect(wordsOf((await jane.get(ONE)).text)).toMatch(/Reschedule the booking to Mon, Mar 9, 3:00\sPM/);
      const page = await jane.follow(await decide("reschedule", LIST));
      expect(page.text).toContain("The meeting has a new time.");
      expect(page.text).not.toContain("Changed in your calendar");
      expect(await booking()).toMatchObject({ start_time: at("19:00"), status: "confirmed" });
      await world.write();
      await world.syncNow();
      expect(await world.entries()).toMatchObject([{ state: "written" }]);
    });

    test("an outdated decision says so and changes nothing", async () => {
      const href = await bookedEntry();
      await moveEntry(href);
      const page = await jane.get(ONE);
      const text = await (await world.dav("GET", href)).text();
      await world.dav("PUT", href, text.replace("T190000Z", "T200000Z").replace("T193000Z", "T203000Z"));
      await world.syncNow();
      const rows = await everyRow(world.app);
      const stale = await jane.send(page, { do: "reschedule" }, `${ONE}/calendar`);
      expect(stale.status).toBe(409);
      expect(stale.text).toContain("This has changed in the meantime. Nothing has been done.");
      expect(await everyRow(world.app)).toEqual(rows);
      expect((await booking())["start_time"]).toBe(at("17:00"));
    });

    test("a time that is taken by another booking is refused", async () => {
      const href = await bookedEntry();
      await world.app.book({ start_time: at("19:00"), attendee_email: "ada@example.com" });
      await moveEntry(href);
      const refused = await decide("reschedule");
      expect(refused.status).toBe(409);
      expect(refused.text).toContain("That time is not free.");
      expect((await booking())["start_time"]).toBe(at("17:00"));
    });

    test("a deleted entry is put back, or its booking is cancelled", async () => {
      const href = await bookedEntry();
      await world.dav("DELETE", href);
      await world.syncNow();
      const page = await jane.follow(await decide("restore"));
      expect(page.text).toContain("The entry is being put back in your calendar.");
      expect(page.text).not.toContain("Changed in your calendar");
      await world.write();
      const [entry] = await world.entries();
      expect((await world.dav("GET", entry!.href)).status).toBe(200);
      await world.dav("DELETE", entry!.href);
      await world.syncNow();
      expect((await jane.follow(await decide("cancel"))).text).toContain("The meeting is cancelled.");
      expect(await booking()).toMatchObject({ status: "cancelled" });
      expect((await jane.get(LIST)).text).not.toContain("Changed in your calendar");
    });

    test("disconnecting asks about entries, and removes them if asked", async () => {
      const href = await bookedEntry();
      const page = await jane.get(`${LIST}/1/disconnect`);
      expect(page.text).toContain("Keep them there");
      const done = await jane.send(page, { entries: "remove" }, `${LIST}/1/disconnect`);
      expect((await jane.follow(done)).text).toContain("are being removed from it.");
      await world.sync();
      expect((await world.dav("GET", href)).status).toBe(404);
    });
  });
}
