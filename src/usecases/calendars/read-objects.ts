import { pauser } from "../../calendars/sources/pause.ts";
import type { RemoteObject } from "../../calendars/sources/source.ts";
import { findZone, zoneOf } from "../../domain/zone.ts";
import type { Interval } from "../../domain/interval.ts";
import type { ReadingContext } from "../../icalendar/reading/read-events.ts";
import type { ReadObject } from "./apply.ts";

/** An object that is too large to be loaded at all. */
const TOO_LARGE = { uid: null, title: null, busy: [], single: null, problem: "too_large" } as const;

/** What reading a host's events depends on. */
export type Reader = {
  readonly host: { readonly time_zone: string; readonly email: string };
  /** The part of the events that matters. */
  readonly window: Interval;
};

/** Reads the events of objects, and pauses now and then so that other requests are answered meanwhile. */
export async function readObjects(
  objects: readonly RemoteObject[],
  calendar: { readonly time_zone: string | null },
  reader: Reader,
): Promise<ReadObject[]> {
  // Loaded when first needed, to keep the start fast.
  const { readEvents } = await import("../../icalendar/reading/read-events.ts");
  const context = contextOf(calendar, reader);
  const read: ReadObject[] = [];
  const pause = pauser();
  for (const { href, etag, ical } of objects) {
    read.push({ href, etag, events: ical === "" ? [TOO_LARGE] : readEvents(ical, context) });
    await pause();
  }
  return read;
}

function contextOf(
  { time_zone }: { readonly time_zone: string | null },
  { host, window }: Reader,
): ReadingContext {
  return {
    zone: findZone(time_zone ?? "") ?? zoneOf(host.time_zone),
    window,
    addresses: [host.email.toLowerCase()],
  };
}
