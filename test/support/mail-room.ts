import { Database as BunDatabase } from "bun:sqlite";
import type { Database } from "../../src/db/database.ts";
import { openDatabase } from "../../src/db/sqlite/open.ts";
import type { Job } from "../../src/db/tables.ts";
import { DAY_MS } from "../../src/domain/interval.ts";
import { smtpSender } from "../../src/email/smtp.ts";
import { createMetrics } from "../../src/observability/metrics.ts";
import { type EmailWorker, type EmailWorkerParts, startEmailWorker } from "../../src/email/worker.ts";
import { actionTokens } from "../../src/security/action-token.ts";
import { keyedHash } from "../../src/security/keyed-hash.ts";
import { aBooking, aHost, anEventType, anEmailJob, MADE_AT } from "./builders.ts";
import { type Mailbox, type MailboxOptions, startMailbox } from "./smtp-server.ts";
import { temporaryDatabase } from "./temporary-database.ts";

/** An outbox with its own clock, workers that send it, and mailboxes that receive it. */
export type MailRoom = {
  readonly database: Database;
  /** The workers' time, which only changes when a test sets it. */
  now: number;
  readonly logged: string;
  aMailbox(options?: MailboxOptions): Promise<Mailbox>;
  /** A worker that only runs when woken, unless `pollMs` is set. */
  aWorker(server: { readonly url: string }, parts?: Partial<EmailWorkerParts>): EmailWorker;
  /** The same database in another process's connection. */
  otherProcess(): Database;
  /** A due email about a new booking. */
  owed(changes?: Parameters<typeof anEmailJob>[2]): Promise<Job>;
  inOutbox(mail: { readonly id: number }): Promise<Job>;
  passAt(worker: EmailWorker, instant: number): Promise<void>;
  /** Runs a statement without going through the application. */
  runRaw(statement: string): void;
  close(): Promise<void>;
};

export async function openMailRoom(): Promise<MailRoom> {
  const { path, database, remove } = temporaryDatabase();
  const eventType = await anEventType(database, await aHost(database));
  const closing: (() => unknown)[] = [remove];
  let logged = "";

  function note(message: string, fields?: object): void {
    logged += `${message} ${JSON.stringify(fields)}\n`;
  }

  const room: MailRoom = {
    database,
    now: MADE_AT,
    get logged() {
      return logged;
    },
    async aMailbox(options) {
      const mailbox = await startMailbox(options);
      closing.push(() => mailbox.close());
      return mailbox;
    },
    aWorker({ url }, parts) {
      const worker = startEmailWorker({
        database,
        sender: smtpSender({ url, from: "bookings@example.com" }),
        tokens: actionTokens(Buffer.alloc(32, 7)),
        addressHash: keyedHash(Buffer.alloc(32, 7), "addresses"),
        publicUrl: "http://localhost:3000",
        now: () => room.now,
        mails: createMetrics().mails,
        log: { info: note, warn: note, error: note },
        pollMs: DAY_MS,
        ...parts,
      });
      closing.push(() => worker.stop());
      return worker;
    },
    otherProcess() {
      const other = openDatabase(path);
      closing.push(() => other.close());
      return other;
    },
    owed: async (changes) => anEmailJob(database, await aBooking(database, eventType), changes),
    inOutbox: ({ id }) =>
      database.read.selectFrom("outbox").selectAll().where("id", "=", id).executeTakeFirstOrThrow(),
    async passAt(worker, instant) {
      room.now = instant;
      worker.wake();
      await worker.idle();
    },
    runRaw(statement) {
      const raw = new BunDatabase(path);
      raw.run(statement);
      raw.close();
    },
    async close() {
      for (const end of closing.toReversed()) await end();
    },
  };
  return room;
}
