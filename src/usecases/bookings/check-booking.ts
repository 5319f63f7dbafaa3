import type { Trx } from "../../db/database.ts";
import type { Bookable } from "../../db/queries/bookings/bookable.ts";
import { deleteExpiredHolds } from "../../db/queries/bookings/holds.ts";
import type { EpochMs } from "../../domain/interval.ts";
import { hasLink } from "../../domain/text/links-in-names.ts";
import { checkAnswers, questionsOf } from "../../domain/questions.ts";
import type { Answer } from "../../domain/records.ts";
import { done, invalid, type Outcome, refused } from "../../domain/refusal.ts";
import { isSlot } from "../../domain/slots.ts";
import { judgeGuests } from "../guests/judge.ts";
import { isBlocked } from "../limits/blocks.ts";
import type { BookCommand } from "./book-command.ts";
import { calendarAround, policyOf } from "./calendar.ts";
import type { Deps } from "../deps.ts";
import { proofOf } from "../limits/email-codes.ts";
import { all, type RecordUse } from "../limits/limits.ts";
import { type ClientNetworks, mayBook, mayInvite } from "../limits/visitor-limits.ts";

/** An acceptable booking; `spend` records what it counts against. */
type AcceptedBooking = {
  readonly answers: readonly Answer[];
  readonly guests: readonly string[];
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
  const judged = judgeGuests(command.guests, email, eventType.max_guests);
  if (!judged.ok) return judged;
  const guests = judged.value;
  const isByHost = command.byHostId === host.id;
  const proof = await proofOf(trx, deps, bookable, {
    email,
    code,
    client: command.client?.narrow,
    isNeeded: eventType.verify_email && !isByHost,
  });
  if (!proof.ok) return proof;
  const isTaken = !(await isFree(trx, bookable, command.startsAt, now));
  if (isTaken || (await isAnyBlocked(trx, bookable, [email, ...guests]))) return refused("slot_unavailable");
  const { proved } = proof.value;
  const client = isByHost ? undefined : command.client;
  const limits = await mayBook(trx, deps, bookable, { email, proved }, client, now);
  if (!limits.ok) return limits;
  const invited = await mayInvite(trx, deps, guests, now);
  if (!invited.ok) return invited;
  return done({
    answers: checked.answers,
    guests,
    proved,
    client,
    spend: all(limits.value, invited.value, ...(proved ? [proof.value.use] : [])),
  });
}

async function isAnyBlocked(trx: Trx, bookable: Bookable, emails: readonly string[]): Promise<boolean> {
  for (const email of emails) if (await isBlocked(trx, bookable, email)) return true;
  return false;
}

async function isFree(trx: Trx, bookable: Bookable, startsAt: EpochMs, now: EpochMs): Promise<boolean> {
  await deleteExpiredHolds(trx, bookable.host.id, now);
  const calendar = await calendarAround(trx, bookable, { start: startsAt, end: startsAt + 1 }, now);
  return isSlot(policyOf(bookable.eventType), calendar, startsAt, now);
}
