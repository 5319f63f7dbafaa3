/** The local date and time of an instant, as `2026-03-02T09:30`. UTC serves for a zone that the browser does not know. */
export function localIn(timeZone: string, instant: number): string {
  return formatterFor(timeZone).format(instant).replace(", ", "T");
}

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const options = {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  } as const;
  try {
    return new Intl.DateTimeFormat("en-CA", options);
  } catch {
    return new Intl.DateTimeFormat("en-CA", { ...options, timeZone: "UTC" });
  }
}
