/** An event of an hour as iCalendar data; `start` like `20261201T100000Z`. */
export function anEvent(uid: string, start = "20261201T100000Z", more: readonly string[] = []): string {
  return `${[
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Example//Tests//EN",
    "BEGIN:VEVENT",
    `UID:${uid}`,
    "DTSTAMP:20261101T000000Z",
    `DTSTART:${start}`,
    "DURATION:PT1H",
    'SUMMARY:Dentist <& "friends"> äöü',
    ...more,
    "END:VEVENT",
    "END:VCALENDAR",
  ].join("\r\n")}\r\n`;
}

/** A task as iCalendar data. */
export function aTask(uid: string): string {
  return anEvent(uid).replace("BEGIN:VEVENT", "BEGIN:VTODO").replace("END:VEVENT", "END:VTODO");
}
