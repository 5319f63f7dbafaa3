import { findEventType } from "../../db/queries/hosts/event-types.ts";
import type { Db } from "../../db/database.ts";
import type { Caller } from "../../domain/actor.ts";
import type { NotedLetter } from "../../domain/email.ts";
import { TEST_LETTERS_OF_HOST } from "../../domain/limits.ts";
import type { EventType, Host } from "../../domain/records.ts";
import { done, invalid, type Outcome, refused } from "../../domain/refusal.ts";
import { noteProblem } from "../../domain/text/note-variables.ts";
import type { RenderedContent } from "../../email/content/content.ts";
import { enqueueTestLetter, sampleLetter, type TestLetter } from "../../email/content/test-letter.ts";
import type { Deps } from "../deps.ts";
import { mayUse } from "../limits/limits.ts";
import { lockedWrite } from "../locked-write.ts";

/** A letter to try; without `note`, with the words that are stored. */
export type AskedLetter = { readonly letter: NotedLetter; readonly note?: string | null | undefined };

type Found = { readonly eventType: EventType; readonly letter: TestLetter };

export type LetterPreview = Pick<RenderedContent, "subject" | "text" | "html">;

/** What attendees would get, about a meeting that does not exist. Refuses with `not_found`, or invalid words. */
export async function previewLetter(
  deps: Deps,
  host: Host,
  eventTypeId: number,
  asked: AskedLetter,
): Promise<Outcome<LetterPreview>> {
  const found = await letterOf(deps.database.read, host, eventTypeId, asked);
  if (!found.ok) return found;
  const { eventType, letter } = found.value;
  return done(sampleLetter(host, eventType, letter, deps.publicUrl, deps.now()));
}

/** Sends that letter to its host, 20 times an hour. Resolves to the address. */
export function sendTestLetter(
  deps: Deps,
  { host }: Pick<Caller, "host">,
  eventTypeId: number,
  asked: AskedLetter,
): Promise<Outcome<string>> {
  return lockedWrite(deps, host, async (trx): Promise<Outcome<string>> => {
    const found = await letterOf(trx, host, eventTypeId, asked);
    if (!found.ok) return found;
    const limited = { subject: `test-letters:${host.id}`, limit: TEST_LETTERS_OF_HOST };
    const allowed = await mayUse(trx, limited, deps.now());
    if (!allowed.ok) return allowed;
    await allowed.value();
    await enqueueTestLetter(trx, deps, host, found.value.eventType, found.value.letter);
    trx.onCommit(deps.wakeWorkers);
    return done(host.email);
  });
}

async function letterOf(
  db: Db,
  host: Host,
  eventTypeId: number,
  { letter, note }: AskedLetter,
): Promise<Outcome<Found>> {
  const eventType = await findEventType(db, host.id, eventTypeId);
  if (!eventType) return refused("not_found");
  const stored = letter === "confirmation" ? eventType.confirmation_note : eventType.reminder_note;
  const words = note === undefined ? stored : note;
  const problem = noteProblem(words);
  if (problem !== undefined) return invalid("/note", problem);
  return done({ eventType, letter: { letter, note: words } });
}
