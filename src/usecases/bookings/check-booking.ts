import type { Trx } from "../../db/database.ts";
import type { Bookable } from "../../db/queries/bookings/bookable.ts";
import { deleteExpiredHolds } from "../../db/queries/bookings/holds.ts";
import type { EpochMs } from "../../domain/interval.ts";
import { hasLink } from "../../domain/text/links-in-names.ts";
import { checkAnswers, questionsOf } from "../../domain/questions.ts";
import type { Answer } from "../../domain/records.ts";
import { done, invalid, type Outcome, refused } from "../../domain/refusal.ts";
import { isSlot } from "../../domain/slots.ts";
import { isBlocked } from "../limits/blocks.ts";
import type { BookCommand } from "./book-command.ts";
import { calendarAround, policyOf } from "./calendar.ts";
import type { Deps } from "../deps.ts";
import { proofOf } from "../limits/email-codes.ts";
import { all, type RecordUse } from "../limits/limits.ts";
import { type ClientNetworks, mayBook } from "../limits/visitor-limits.ts";

/** An acceptable booking; `spend` records what it counts against. */
type AcceptedBooking = {
  readonly answers: readonly Answer[];
  readonly proved: boolean;
  readonly client: ClientNetworks | undefined;
  readonly spend: RecordUse;
};

/** Decides whether a booking can be made: the input first, then the code, the calendar and the limits. */
export async function checkBooking(
  trx: Trx,
  deps: Deps,
  bookable: Bookable,
  { attendeeName, attendeeEmail: email, answers, emailCode: code, ...command }: BookCommand,
  now: EpochMs,
): Promise<Outcome<AcceptedBooking>> {
  const { eventType, host } = bookable;
  if (await hasLink(attendeeName)) return invalid("/attendee_name", "must not contain a link");
  const checked = checkAnswers(questionsOf(eventType), answers);
  if ("invalid" in checked) return refused(checked);
  const isByHost = command.byHostId === host.id;
  const proof = await proofOf(trx, deps, bookable, {
    email,
    code,
    client: command.client?.narrow,
    isNeeded: eventType.verify_email && !isByHost,
  });
  if (!proof.ok) return proof;
  const isTaken = !(await isFree(trx, bookable, command.startsAt, now));
  if (isTaken || (await isBlocked(trx, bookable, email))) return refused("slot_unavailable");
  const { proved } = proof.value;
  const client = isByHost ? undefined : command.client;
  const limits = await mayBook(trx, deps, bookable, { email, proved }, client, now);
  if (!limits.ok) return limits;
  return done({
    answers: checked.answers,
    proved,
    client,
    spend: proved ? all(limits.value, proof.value.use) : limits.value,
  });
}

async function isFree(trx: Trx, bookable: Bookable, startsAt: EpochMs, now: EpochMs): Promise<boolean> {
  await deleteExpiredHolds(trx, bookable.host.id, now);
  const calendar = await calendarAround(trx, bookable, { start: startsAt, end: startsAt + 1 }, now);
  return isSlot(policyOf(bookable.eventType), calendar, startsAt, now);
}
