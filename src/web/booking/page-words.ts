import { fill } from "../../i18n/wording.ts";
import { type PageState, stepOf } from "./state.ts";

export function titleOf(state: PageState): string {
  const { texts, event, host, booked, rescheduling } = state;
  const meeting = fill(texts.meetingTitle, { event: event.title, host: host.name });
  return {
    choose: rescheduling ? texts.chooseTime : meeting,
    details: `${texts.yourDetails} · ${meeting}`,
    done: booked?.status === "pending" ? texts.pendingTitle : texts.confirmedTitle,
  }[stepOf(state)];
}

/** The error of the whole form in words; null for none. */
export function formErrorText({ texts, rescheduling, formError }: PageState): string | null {
  if (formError === null) return null;
  if (formError === "fields") return texts.checkFields;
  return formError === "unchanged" ? (rescheduling?.words.unchanged ?? null) : texts[formError];
}
