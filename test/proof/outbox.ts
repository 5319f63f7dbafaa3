import { Database } from "bun:sqlite";

/** The Message-IDs of all emails ever enqueued. */
export function owedMails(databasePath: string): string[] {
  return inFile(databasePath, (raw) =>
    raw
      .query<{ message_id: string }, []>("select message_id from outbox")
      .all()
      .map(({ message_id }) => message_id),
  );
}

/** How many emails are waiting. */
export function mailsThatWait(databasePath: string): number {
  return inFile(
    databasePath,
    (raw) =>
      raw.query<{ count: number }, []>("select count(*) as count from outbox where status = 'waiting'").get()!
        .count,
  );
}

/** Ends the leases of a server that died, as time would. */
export function endLeases(databasePath: string): void {
  inFile(databasePath, (raw) => raw.run("update outbox set leased_until = 0"));
}

/** Works on the database file of running servers. */
export function inFile<T>(databasePath: string, work: (raw: Database) => T): T {
  const raw = new Database(databasePath, { readwrite: true });
  try {
    raw.run("pragma busy_timeout = 10000");
    return work(raw);
  } finally {
    raw.close();
  }
}
