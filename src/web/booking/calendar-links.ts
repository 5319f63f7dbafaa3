/** The parts of a meeting for calendar links. */
export type MeetingForLinks = {
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly location: string | null;
};

/** Links that open a web calendar with the meeting filled in. */
export function calendarLinks(
  meeting: MeetingForLinks,
): readonly { readonly name: string; readonly href: string }[] {
  return [
    { name: "Google Calendar", href: googleLink(meeting) },
    { name: "Outlook.com", href: outlookLink("https://outlook.live.com", meeting) },
    { name: "Microsoft 365", href: outlookLink("https://outlook.office.com", meeting) },
  ];
}

function googleLink({ title, start, end, location }: MeetingForLinks): string {
  const compact = (instant: string) => instant.replace(/[-:]/g, "");
  const query = new URLSearchParams({
    action: "TEMPLATE",
    text: title,
    dates: `${compact(start)}/${compact(end)}`,
    ...(location !== null && { location }),
  });
  return `https://calendar.google.com/calendar/render?${query}`;
}

function outlookLink(site: string, { title, start, end, location }: MeetingForLinks): string {
  const query = new URLSearchParams({
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: title,
    startdt: start,
    enddt: end,
    ...(location !== null && { location }),
  });
  // Outlook shows a literal +.
  return `${site}/calendar/0/deeplink/compose?${query.toString().replaceAll("+", "%20")}`;
}
