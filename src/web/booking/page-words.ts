import { fill } from "../../i18n/wording.ts";
import { type PageState, stepOf } from "./state.ts";

/** What the page is about, for the tab. */
export function titleOf(state: PageState): string {
  const { texts, event, host, booked, moving } = state;
  const meeting = fill(texts.meetingTitle, { event: event.title, host: host.name });
  return {
    choose: moving ? texts.chooseTime : meeting,
    details: `${texts.yourDetails} · ${meeting}`,
    done: booked?.status === "pending" ? texts.pendingTitle : texts.confirmedTitle,
  }[stepOf(state)];
}

/** What stands in the way, in words; null where nothing does. */
export function troubleText({ texts, moving, trouble }: PageState): string | null {
  if (trouble === null) return null;
  if (trouble === "fields") return texts.checkFields;
  return trouble === "unchanged" ? (moving?.words.unchanged ?? null) : texts[trouble];
}
