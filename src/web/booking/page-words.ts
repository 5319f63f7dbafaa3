import { fill } from "../../i18n/wording.ts";
import { type PageState, stepOf } from "./state.ts";

/** The document title. */
export function titleOf(state: PageState): string {
  const { texts, event, host, booked, moving } = state;
  const meeting = fill(texts.meetingTitle, { event: event.title, host: host.name });
  return {
    choose: moving ? texts.chooseTime : meeting,
    details: `${texts.yourDetails} · ${meeting}`,
    done: booked?.status === "pending" ? texts.pendingTitle : texts.confirmedTitle,
  }[stepOf(state)];
}

/** The error of the whole form in words; null for none. */
export function troubleText({ texts, moving, trouble }: PageState): string | null {
  if (trouble === null) return null;
  if (trouble === "fields") return texts.checkFields;
  return trouble === "unchanged" ? (moving?.words.unchanged ?? null) : texts[trouble];
}
