import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { calendarServers } from "../support/calendars/servers.ts";
import { endLeases } from "./outbox.ts";
import type { Answer, Passing } from "./calendars/faulty-server.ts";
import { type Office, openOffice } from "./calendars/office.ts";
import { visitorsOf } from "./calendars/visitors.ts";
import { length } from "./lengths.ts";

/** How much longer a server lives after the response of a write: at most about as long as it takes to record it. */
const RECORDING_MS = 20;

describe.each(calendarServers.filter(({ name }) => name === "Radicale" || name === "Xandikos"))(
  "a calendar on $name",
  ({ start }) => {
    let office: Office;
    let ups: Promise<void>;

    beforeEach(async () => {
      // Nobody cancels a booking whose response was lost, so that some times stay taken.
      office = await openOffice(start, { processes: 1, days: 20 });
      await office.ask("PATCH", `/v1/calendars/${office.calendars[0]!.id}`, { is_target: true });
      ups = Promise.resolve();
    });
    afterEach(() => office.close());

    /** Kills the server; it starts again soon, and finds its work as after the time that a lease lasts. */
    async function kill(): Promise<void> {
      const { house } = office;
      await house.servers[0]!.kill();
      endLeases(house.databasePath);
      ups = house.restart(0);
    }

    /** What can happen to a write of an entry and the server that sends it. */
    const accidents: Record<string, Answer> = {
      "the server dies before the write": async () => {
        await kill();
        return undefined;
      },
      "the server dies before the response": async ({ pass }) => {
        await pass();
        await kill();
        return undefined;
      },
      "the server dies after the response": async ({ pass }) => {
        const response = await pass();
        setTimeout(() => void kill(), Math.random() * RECORDING_MS);
        return response;
      },
      "the write is lost": async () => undefined,
      "the response is lost": async ({ pass }) => {
        await pass();
        return undefined;
      },
    };

    test("killed servers write every booking once", async () => {
      const { house, server, starts } = office;
      const visitors = visitorsOf(house, starts);
      const happened = new Map<string, number>();
      const enough = length({ short: 2, full: 8 });
      const isEnough = () =>
        Object.keys(accidents).every((name) => (happened.get(name) ?? 0) >= enough) && hasCancelled(office);
      let isUp = true;
      server.intercept(async (passing) => {
        const [name, accident] = rarest(accidents, happened);
        if (!isWrite(passing) || !isUp || Math.random() < 0.5) return passing.pass();
        isUp = false;
        happened.set(name, (happened.get(name) ?? 0) + 1);
        const response = await accident(passing);
        void afterwards().then(() => (isUp = true));
        return response;
      });
      /** Retries begin at once instead of after their pause. */
      async function afterwards(): Promise<void> {
        await Bun.sleep(2 * RECORDING_MS);
        await ups;
        retryNow(office);
      }
      await visitors.run(4, () => !isEnough());
      await afterwards();
      server.intercept();
      await writesDone(office);
      await expectWrittenOnce(office);
    });

    /** Does something that is written to the calendar, but kills the server before it knows that. */
    async function killedBeforeResponse<T>(work: () => Promise<T>): Promise<T> {
      const { house, server } = office;
      const written = Promise.withResolvers<void>();
      server.intercept(async (passing) => {
        const response = await passing.pass();
        if (!isWrite(passing)) return response;
        await house.servers[0]!.kill();
        written.resolve();
        return undefined;
      });
      const done = await work();
      await written.promise;
      server.intercept();
      await house.restart(0);
      return done;
    }

    test("a booking cancelled after a lost write leaves no entry", async () => {
      const { house, ask } = office;
      const { id } = await killedBeforeResponse(() => book(office));
      await ask("POST", `/v1/bookings/${id}/cancel`, {});
      endLeases(house.databasePath);
      await writesDone(office);
      expect(await office.calendars[0]!.events()).toEqual([]);
    });

    test("a reschedule whose write was lost is not taken for one by the host", async () => {
      const { house, starts, ask, sync, notices } = office;
      const { id } = await book(office);
      await writesDone(office);
      const start_time = new Date(starts.get("short")!.at(-1)!).toISOString();
      await killedBeforeResponse(() => ask("POST", `/v1/bookings/${id}/reschedule`, { start_time }));
      await sync();
      expect(notices()).toBe(0);
      endLeases(house.databasePath);
      await writesDone(office);
      await expectWrittenOnce(office);
    });
  },
);

function isWrite({ method }: Passing): boolean {
  return method === "PUT" || method === "DELETE";
}

/** The accident that has happened least often. */
function rarest<Accident>(
  accidents: Readonly<Record<string, Accident>>,
  happened: ReadonlyMap<string, number>,
): [string, Accident] {
  const count = ([name]: [string, Accident]) => happened.get(name) ?? 0;
  return Object.entries(accidents).toSorted((a, b) => count(a) - count(b))[0]!;
}

function retryNow({ alter }: Office): void {
  alter("update outbox set due_at = 0 where kind = 'calendar' and status = 'waiting' and leased_until = 0");
}

/** Waits until every write to the calendar is done; fails if one was given up. */
async function writesDone(office: Office): Promise<void> {
  for (;;) {
    const left = office.query<{ status: string }>(
      "select status from outbox where kind = 'calendar' and status <> 'sent'",
    );
    expect(left.filter(({ status }) => status !== "waiting")).toEqual([]);
    if (left.length === 0) return;
    retryNow(office);
    await Bun.sleep(50);
  }
}

type Booking = {
  readonly uid: string;
  readonly status: string;
  readonly from: number;
  readonly until: number;
};

/** Without cancellations, nothing would have to vanish. */
function hasCancelled({ query }: Office): boolean {
  return query("select id from bookings where status = 'cancelled'").length > 0;
}

/** Expects one entry of each live booking, at its time, and nothing else. */
async function expectWrittenOnce({ calendars, query, notices }: Office): Promise<void> {
  const bookings = query<Booking>(`select uid, status, starts_at as "from", ends_at as until from bookings`);
  const live = bookings.filter(({ status }) => status === "confirmed" || status === "pending");
  expect(live).not.toEqual([]);
  const line = ({ uid, from, until }: Pick<Booking, "uid" | "from" | "until">) => `${uid} ${from} ${until}`;
  expect((await calendars[0]!.events()).map(line).toSorted()).toEqual(live.map(line).toSorted());
  expect(await calendars[1]!.events()).toEqual([]);
  expect(notices()).toBe(0);
  expect(query("select busy_from from external_busy")).toEqual([]);
}

async function book({ house, starts }: Office): Promise<{ id: number }> {
  const response = await fetch(`${house.servers[0]!.address}/v1/book/jane/short`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      attendee_name: "Ada Lovelace",
      attendee_email: "ada@example.com",
      start_time: new Date(starts.get("short")![0]!).toISOString(),
      timezone: "UTC",
    }),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as { id: number };
}
