import { afterEach, beforeEach, expect, test } from "bun:test";
import { type Mailbox, startMailbox } from "../support/smtp-server.ts";
import { problemsOf } from "./checker.ts";
import { clientsOf } from "./clients.ts";
import { type House, openHouse } from "./house.ts";
import { unexpected } from "./journal.ts";
import { length } from "./lengths.ts";
import { endLeases, mailsThatWait, owedMails } from "./outbox.ts";

const PEOPLE = length({ short: 3, full: 12 });
const LONGEST_LIFE_MS = length({ short: 500, full: 2_000 });
/** How many emails a server sends at the same time; as many may be sent but not recorded when it dies. */
const MAILS_UNDER_WAY = 4;

let house: House;
let mailbox: Mailbox;

beforeEach(async () => {
  mailbox = await startMailbox();
  const env = { SMTP_URL: mailbox.url, MAIL_FROM: "bookings@example.com", PUBLIC_URL: "http://localhost" };
  house = await openHouse({ processes: 2, env });
});
afterEach(async () => {
  await house.close();
  await mailbox.close();
});

test("killed servers keep every confirmed change and send every email", async () => {
  const kills = length({ short: 4, full: 50 });
  const grants = new EventTarget();
  const { journal, run } = clientsOf(house, (place) => grants.dispatchEvent(new Event(`${place}`)));
  let killed = 0;
  const load = run(PEOPLE, () => killed < kills);
  while (killed < kills) {
    await Bun.sleep(Math.random() * LONGEST_LIFE_MS);
    const place = killed % 2;
    // Every other one right after a success: it must be on disk by then.
    if (killed % 4 < 2) await new Promise((now) => grants.addEventListener(`${place}`, now, { once: true }));
    const places = killed % 5 === 4 ? [0, 1] : [place];
    await Promise.all(places.map((one) => house.servers[one]!.kill()));
    await Promise.all(places.map((one) => house.restart(one)));
    killed += places.length;
  }
  await load;
  expect(journal.filter(({ answer }) => !answer)).not.toEqual([]);
  expect(unexpected(journal)).toEqual([]);
  expect(problemsOf(house.databasePath, journal)).toEqual([]);

  await passALease();
  while (mailsThatWait(house.databasePath) > 0) await Bun.sleep(50);
  const received = mailbox.mails.map(({ parsed }) => parsed.messageId!);
  expect(new Set(received)).toEqual(new Set(owedMails(house.databasePath)));
  expect(received.length - new Set(received).size).toBeWithin(0, (killed + 2) * MAILS_UNDER_WAY + 1);
  for (const server of house.servers) expect(await server.stop()).toBe(0);
  expect(problemsOf(house.databasePath, journal)).toEqual([]);
});

/** Emails leased by a dead server stay leased for a minute, which the short run does not wait for. */
async function passALease(): Promise<void> {
  await Promise.all(house.servers.map((server) => server.kill()));
  if (length({ short: 1, full: 0 }) === 1) endLeases(house.databasePath);
  await Promise.all([house.restart(0), house.restart(1)]);
}
