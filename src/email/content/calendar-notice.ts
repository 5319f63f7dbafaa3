import type { Db, Trx } from "../../db/database.ts";
import { findAccountRow } from "../../db/queries/calendars/accounts.ts";
import { findHost } from "../../db/queries/hosts/hosts.ts";
import { DAY_MS, type EpochMs } from "../../domain/interval.ts";
import type { Host } from "../../domain/records.ts";
import { oneLine } from "../../domain/text/typed-text.ts";
import { calendarProblem } from "../../i18n/calendar-problem.ts";
import { catalogues } from "../../i18n/texts/index.ts";
import { fill } from "../../i18n/wording.ts";
import type { OtherEmail } from "../email-job.ts";
import type { EnqueueContext } from "../enqueue.ts";
import type { EmailContent } from "./compose.ts";
import type { RenderedEmail } from "./content.ts";
import { enqueueOther, renderOther } from "./standalone.ts";
import { translationFor } from "./translation.ts";

type StoredNotice = {
  /** The account's name and error when the email was enqueued. */
  readonly name: string;
  readonly error: string;
  readonly happenedAt: EpochMs;
  readonly locale: string;
};

/** Most hosts fix a calendar within days. */
const USEFUL_MS = 3 * DAY_MS;

/** Enqueues the email about a calendar account that cannot be read, in the transaction that records the failure. */
export async function enqueueCalendarNotice(
  trx: Trx,
  context: EnqueueContext,
  { id, email, locale }: Host,
  { accountId }: { readonly accountId: number },
): Promise<void> {
  const account = await findAccountRow(trx, accountId);
  if (!account) return;
  const now = context.now();
  const stored: StoredNotice = { name: account.name, error: account.error ?? "", happenedAt: now, locale };
  await enqueueOther(trx, context, {
    hostId: id,
    letter: "host_calendar_failing",
    recipient: email,
    subject: translationFor(locale).texts.calendarFailing.subject,
    payload: stored,
    idPrefix: `calendar-${accountId}`,
    usefulUntil: now + USEFUL_MS,
  });
}

/** Renders that email, with what happens to bookings now. */
export async function renderCalendarNotice(
  db: Db,
  publicUrl: string,
  email: OtherEmail,
): Promise<RenderedEmail> {
  const { name, error, happenedAt, locale }: StoredNotice = JSON.parse(email.payload);
  const translation = translationFor(locale);
  const { calendarFailing } = translation.texts;
  const host = (await findHost(db, email.host_id))!;
  const isAsked = host.when_calendar_unreachable === "ask";
  const { calendarProblems } = catalogues[translation.language];
  const letter: EmailContent = {
    heading: calendarFailing.heading,
    lead: fill(calendarFailing.lead, { name: oneLine(name) }),
    details: [
      { label: calendarFailing.reason, lines: [calendarProblem(calendarProblems, error)] },
      { label: calendarFailing.effect, lines: [isAsked ? calendarFailing.asks : calendarFailing.refuses] },
    ],
    actions: [{ label: calendarFailing.action, url: `${publicUrl}/dashboard/calendars`, isMain: true }],
    footer: calendarFailing.footer,
  };
  return renderOther(email, letter, translation, {
    replyTo: { name: "", address: email.recipient },
    happenedAt,
  });
}
