import type { EpochMs } from "../../../domain/interval.ts";
import type { Booking } from "../../../domain/records.ts";
import type { Outcome } from "../../../domain/refusal.ts";
import { entryChangedElsewhere, restoreEntry } from "../../../usecases/calendars/changed-entries.ts";
import { decide } from "../../../usecases/bookings/decide.ts";
import { reschedule } from "../../../usecases/bookings/reschedule.ts";
import { entryVersion } from "../calendars/changed-entry.tsx";
import type { DashboardContext } from "../context.ts";
import { refusalText } from "../forms/problem-texts.ts";
import { valueOf } from "../forms/sent.ts";
import { leadTo, showMissing } from "../show.ts";
import { ownBooking, showBookingProblem } from "./booking.ts";

/** Carries out what the host decided about a booking whose entry they moved or deleted in their calendar. */
export async function submitChangedEntry(context: DashboardContext): Promise<Response> {
  const booking = await ownBooking(context);
  if (!booking) return showMissing(context);
  const { deps, sent, translation } = context;
  const { texts } = translation;
  const entry = await entryChangedElsewhere(deps, booking);
  if (!entry || valueOf(sent, "seen") !== entryVersion(booking, entry))
    return showBookingProblem(context, booking, texts.calendars.changed.stale);
  const decision = decisionOf(context, booking, entry.moved_from);
  if (!decision) return showBookingProblem(context, booking, texts.refusals.other);
  const outcome = await decision.carryOut();
  if (outcome.ok) return leadTo(context, `bookings/${booking.id}?done=${decision.done}`);
  const current = (await ownBooking(context)) ?? booking;
  return showBookingProblem(context, current, refusalText(texts, outcome.refusal));
}

type Decision = { readonly done: string; readonly carryOut: () => Promise<Outcome<unknown>> };

/** What the pressed button stands for; undefined for none of them. */
function decisionOf(
  { deps, caller, sent }: DashboardContext,
  { id, host_id, status }: Booking,
  movedTo: EpochMs | null,
): Decision | undefined {
  const ref = { hostId: host_id, id, by: caller.actor };
  const what = valueOf(sent, "do");
  if (what === "restore") return { done: "restored", carryOut: () => restoreEntry(deps, caller, id) };
  if (what === "cancel") {
    const [verb, done] =
      status === "pending" ? (["decline", "declined"] as const) : (["cancel", "cancelled"] as const);
    return { done, carryOut: () => decide(deps, ref, verb, { actor: "host", reason: null }) };
  }
  if (what !== "reschedule" || movedTo === null) return undefined;
  const command = { startsAt: movedTo, override: true, timeZone: undefined, actor: "host" } as const;
  return { done: "rescheduled", carryOut: () => reschedule(deps, ref, command) };
}
