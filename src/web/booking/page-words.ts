import { fill } from "../../i18n/wording.ts";
import { type Booked, type PageState, stepOf } from "./state.ts";

export function titleOf(state: PageState): string {
  const { texts, event, host, booked, rescheduling } = state;
  const meeting = fill(texts.meetingTitle, { event: event.title, host: host.name });
  return {
    choose: rescheduling ? texts.chooseTime : meeting,
    details: `${texts.yourDetails} · ${meeting}`,
    done: booked ? resultOf(state, booked).title : "",
  }[stepOf(state)];
}

/** What the page says about a booking: after it was made, or when it is opened again. */
export function resultOf({ texts, isNew }: PageState, { status, is_over }: Booked) {
  if (status === "cancelled") return { title: texts.cancelledTitle, lead: texts.noLongerHeld };
  if (status === "declined") return { title: texts.declinedTitle, lead: texts.noLongerHeld };
  if (is_over) return { title: texts.overTitle, lead: "" };
  if (status === "pending")
    return { title: texts.pendingTitle, lead: isNew ? texts.pendingLead : texts.laterPending };
  return { title: texts.confirmedTitle, lead: isNew ? texts.confirmedLead : texts.laterConfirmed };
}

/** The error of the whole form in words; null for none. */
export function formErrorText({ texts, rescheduling, formError }: PageState): string | null {
  if (formError === null) return null;
  if (formError === "fields") return texts.checkFields;
  return formError === "unchanged" ? (rescheduling?.words.unchanged ?? null) : texts[formError];
}
