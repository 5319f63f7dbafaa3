import type { EventType } from "../../../domain/records.ts";
import { done, type Outcome, type Refusal, refused } from "../../../domain/refusal.ts";
import { notedLetters } from "../../../domain/email.ts";
import { nonEmpty } from "../../../http/fields.ts";
import { type LetterPreview, previewLetter, sendTestLetter } from "../../../usecases/hosts/test-letters.ts";
import type { DashboardContext } from "../context.ts";
import { type Sent, valueOf } from "../forms/sent.ts";

/** The emails with the words in the form; a refusal names the field that is wrong. */
export async function previewsOf(
  { deps, host }: DashboardContext,
  { id }: EventType,
  sent: Sent,
): Promise<Outcome<LetterPreview[]>> {
  const previews: LetterPreview[] = [];
  for (const letter of notedLetters) {
    const preview = await previewLetter(deps, host, id, { letter, note: noteIn(sent, letter) });
    if (!preview.ok) return refused(inField(preview.refusal, `${letter}_note`));
    previews.push(preview.value);
  }
  return done(previews);
}

/** Sends them to the host, once all of them are right. */
export async function sendTests(
  context: DashboardContext,
  eventType: EventType,
  sent: Sent,
): Promise<Outcome<LetterPreview[]>> {
  const { deps, caller } = context;
  const previews = await previewsOf(context, eventType, sent);
  if (!previews.ok) return previews;
  for (const letter of notedLetters) {
    const test = await sendTestLetter(deps, caller, eventType.id, { letter, note: noteIn(sent, letter) });
    if (!test.ok) return test;
  }
  return previews;
}

function noteIn(sent: Sent, letter: string): string | null {
  return nonEmpty(valueOf(sent, `${letter}_note`).replaceAll("\r\n", "\n").trim());
}

function inField(refusal: Refusal, name: string): Refusal {
  if (typeof refusal !== "object" || !("invalid" in refusal)) return refusal;
  return { invalid: refusal.invalid.map(({ message }) => ({ path: `/${name}`, message })) };
}
