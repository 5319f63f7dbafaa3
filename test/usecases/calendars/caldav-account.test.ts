import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { at, startCalendarApp } from "../../support/calendars/calendar-app.ts";
import { anEvent } from "../../support/calendars/events.ts";
import { type CalendarServer, calendarNames } from "../../support/calendars/server.ts";
import { calendarServers } from "../../support/calendars/servers.ts";
import type { Json } from "../../support/start-app.ts";

for (const { name, start } of calendarServers) {
  describe(`an account on ${name}`, () => {
    let server: CalendarServer;
    let world: Awaited<ReturnType<typeof startCalendarApp>>;
    let account: Json;
    let work: string;

    beforeAll(async () => {
      server = await start();
      // Some servers take longer than two seconds on a busy machine.
      world = await startCalendarApp(server, { readingLimitMs: 20_000 });
      account = await world.connect();
      work = (await world.hrefs()).get(calendarNames[0])!;
    });
    afterAll(async () => {
      world.close();
      await server.stop();
    });

    const calendarNamed = (wanted: string) =>
      account["calendars"].find((calendar: Json) => calendar["name"] === wanted).id as number;
    const putEvent = async (uid: string, time: string, more: readonly string[] = []) => {
      const text = anEvent(uid, at(time).replaceAll(/[-:]|\.000/g, ""), more);
      const { status } = await world.dav("PUT", `${work}${uid}.ics`, text);
      if (status >= 300) throw new Error(`PUT answered ${status}`);
    };
    const textOf = async (href: string) => (await world.dav("GET", href)).text();
    const bookAt = (time: string) => world.app.book({ start_time: at(time) });

    test("lists its calendars, all of which block", () => {
      expect(account).toMatchObject({ status: "ok", error: null, kind: "caldav" });
      expect(
        account["calendars"].map((one: Json) => [one["name"], one["busy"], one["is_target"]]).sort(),
      ).toEqual(calendarNames.toSorted().map((one) => [one, true, false]));
    });

    test("an event closes its slots with the next synchronization", async () => {
      await putEvent("closing", "14:00");
      await world.syncNow();
      expect(await world.slots()).not.toContain("14:00");
      expect(await world.slots()).not.toContain("14:30");
      expect(await world.slots()).toContain("15:00");
    });

    test("an event that moved opens its slots again", async () => {
      await putEvent("closing", "15:00");
      await world.syncNow();
      expect(await world.slots()).toContain("14:00");
      expect(await world.slots()).not.toContain("15:00");
    });

    test("a deleted event opens its slots again", async () => {
      await world.dav("DELETE", `${work}closing.ics`);
      await world.syncNow();
      expect(await world.slots()).toContain("15:00");
    });

    test("an event made a moment ago closes its time to bookings", async () => {
      await putEvent("late", "16:00");
      expect(await world.slots()).toContain("16:00");
      expect(await bookAt("16:00")).toMatchObject({ status: 409, json: { code: "slot_unavailable" } });
      expect(await world.slots()).not.toContain("16:00");
    });

    test("a transparent event closes nothing", async () => {
      await putEvent("free", "20:00", ["TRANSP:TRANSPARENT"]);
      await world.syncNow();
      expect(await world.slots()).toContain("20:00");
    });

    test("a booking appears with its time, place and attendee", async () => {
      await world.ask("PATCH", "/v1/event-types/1", { location: "https://meet.example.com/{booking_uid}" });
      await world.ask("PATCH", `/v1/calendars/${calendarNamed(calendarNames[0])}`, { is_target: true });
      const { json } = await bookAt("17:00");
      await world.write();
      const [entry] = await world.entries();
      const text = (await textOf(entry!.href)).replaceAll(/\r?\n[ \t]/g, "");
      expect(entry!.href).toStartWith(work);
      expect(text).toContain("DTSTART:20260309T170000Z");
      expect(text).toMatch(/LOCATION:https:\/\/meet\.example\.com\/[0-9a-f-]{36}/);
      expect(text).toMatch(/^ATTENDEE;.*SCHEDULE-AGENT=CLIENT.*:mailto:jason@example\.com$/im);
      expect(text).not.toContain("METHOD");
      expect(json["status"]).toBe("confirmed");
    });

    test("its own entry does not count as busy", async () => {
      await world.syncNow();
      const busy = await world.app.database.read
        .selectFrom("external_busy")
        .select("busy_from")
        .where("busy_from", "=", Date.parse(at("17:00")))
        .execute();
      expect(busy).toEqual([]);
    });

    test("the entry follows a reschedule", async () => {
      await world.ask("POST", "/v1/bookings/1/reschedule", { start_time: at("18:00"), override: true });
      await world.write();
      const [entry] = await world.entries();
      expect(await textOf(entry!.href)).toContain("DTSTART:20260309T180000Z");
      expect(entry).toMatchObject({ sequence: 1, state: "written" });
    });

    test("an entry that the host moves is offered back and blocks", async () => {
      const [entry] = await world.entries();
      const moved = (await textOf(entry!.href))
        .replace("T180000Z", "T190000Z")
        .replace("T183000Z", "T193000Z");
      expect((await world.dav("PUT", entry!.href, moved)).status).toBeLessThan(300);
      await world.syncNow();
      expect((await world.entries())[0]).toMatchObject({
        state: "moved",
        moved_from: Date.parse(at("19:00")),
      });
      expect(await world.slots()).not.toContain("19:00");
      expect((await world.ask("GET", "/v1/bookings/1")).json["start_time"]).toBe(at("18:00"));
    });

    test("rescheduling the booking there makes both agree", async () => {
      await world.ask("POST", "/v1/bookings/1/reschedule", { start_time: at("19:00"), override: true });
      await world.write();
      await world.syncNow();
      const [entry] = await world.entries();
      expect(entry).toMatchObject({ state: "written", starts_at: Date.parse(at("19:00")) });
      expect(await world.slots()).toContain("18:00");
    });

    test("an entry that the host deletes is offered back", async () => {
      const [entry] = await world.entries();
      await world.dav("DELETE", entry!.href);
      await world.syncNow();
      expect((await world.entries())[0]).toMatchObject({ state: "removed" });
      expect((await world.ask("GET", "/v1/bookings/1")).json["status"]).toBe("confirmed");
    });

    test("the entry of a cancelled booking vanishes", async () => {
      await bookAt("20:00");
      await world.write();
      const entry = (await world.entries()).find(({ starts_at }) => starts_at === Date.parse(at("20:00")))!;
      await world.ask("POST", `/v1/bookings/${entry.booking_id}/cancel`, { reason: "Ill" });
      await world.write();
      expect((await world.dav("GET", entry.href)).status).toBe(404);
      expect((await world.entries()).some(({ href }) => href === entry.href)).toBe(false);
    });

    test("a cancelled booking's entry blocks nothing, although a reading took it for busy", async () => {
      await bookAt("20:00");
      await world.write();
      const { booking_id, href } = (await world.entries()).find(
        ({ starts_at }) => starts_at === Date.parse(at("20:00")),
      )!;
      const { database } = world.app;
      await database.write(async (trx) => {
        const object = trx.selectFrom("calendar_objects").selectAll().where("href", "=", href);
        const { id: object_id, calendar_id } = await object.executeTakeFirstOrThrow();
        const busy_from = Date.parse(at("20:00"));
        const owner = { host_id: 1, calendar_id, object_id };
        const times = { busy_from, busy_until: busy_from + 1_800_000 };
        await trx
          .insertInto("external_busy")
          .values({ ...owner, ...times })
          .execute();
      });
      await world.ask("POST", `/v1/bookings/${booking_id}/cancel`, {});
      await world.write();
      expect(await world.slots()).toContain("20:00");
    });

    test("disconnecting removes what was written if asked", async () => {
      await bookAt("20:30");
      await world.write();
      const entry = (await world.entries()).find(({ starts_at }) => starts_at === Date.parse(at("20:30")))!;
      const answered = await world.ask("DELETE", `/v1/calendar-accounts/${account["id"]}?entries=remove`);
      expect(answered.status).toBe(204);
      await world.sync();
      expect((await world.dav("GET", entry.href)).status).toBe(404);
      for (const table of [
        "calendar_accounts",
        "calendars",
        "calendar_objects",
        "external_busy",
        "calendar_entries",
      ] as const)
        expect(await world.app.database.read.selectFrom(table).selectAll().execute()).toEqual([]);
      expect(await world.slots()).toContain("16:00");
    });
  });
}
