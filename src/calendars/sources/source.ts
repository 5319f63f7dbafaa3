import type { Interval } from "../../domain/interval.ts";

/** How many events a calendar may have. */
export const MAX_OBJECTS = 50_000;

/** A calendar of an account. `href` identifies it within the account and is opaque to callers. */
export type RemoteCalendar = {
  readonly href: string;
  readonly name: string;
  /** The name of its zone as the server writes it, not necessarily one of IANA; null if it does not say. */
  readonly timeZone: string | null;
  readonly isWritable: boolean;
};

/** An event with all its recurrences and overrides, as iCalendar data. `href` identifies it within its calendar's account. */
export type RemoteObject = {
  readonly href: string;
  /** Changes whenever `ical` does. */
  readonly etag: string;
  readonly ical: string;
};

/** A calendar, and how far it has been read: the `mark` of the last `Changes` that were applied entirely, or null. */
export type ReadState = { readonly href: string; readonly mark: string | null };

/** The etag of every object of the copy, by href. */
export type Known = ReadonlyMap<string, string>;

/** New and changed objects, and the hrefs of those that no longer exist. */
export type Batch = { readonly objects: readonly RemoteObject[]; readonly removed: readonly string[] };

/**
 * What turns the known objects into those of the calendar. `isComplete` says that every object was listed; otherwise the
 * server named what changed since the mark. Store `mark` only after the last batch; iterating can throw `SourceFailure`.
 */
type Changes = {
  readonly isComplete: boolean;
  readonly mark: string | null;
  readonly batches: AsyncIterable<Batch>;
};

/** Reads and writes the calendars of one account. Every method throws `SourceFailure`, and only that, if it fails. */
export type CalendarSource = {
  /** Signs in and lists the calendars that can hold events, at most 200. */
  calendars(signal: AbortSignal): Promise<readonly RemoteCalendar[]>;
  /**
   * Finds what changed. Unchanged objects are not loaded again. Everything is listed if the mark is null or the server does not
   * accept it.
   */
  changes(calendar: ReadState, known: Known, signal: AbortSignal): Promise<Changes>;
  /**
   * Finds, in one batch, what has to be applied to the copy to know what occupies a window now: at least the objects that
   * overlap it and are not in the copy as they are, and those of the copy that no longer exist.
   */
  during(calendar: ReadState, known: Known, window: Interval, signal: AbortSignal): Promise<Batch>;
  /** Null for calendars that can only be read. */
  readonly writer: CalendarWriter | null;
};

/** An event to be written. */
export type EventToWrite = {
  /** The href of the calendar. */
  readonly calendar: string;
  readonly uid: string;
  readonly ical: string;
  /** The object to replace; null creates one. A null etag replaces it whatever it contains. */
  readonly replaces: { readonly href: string; readonly etag: string | null } | null;
};

/**
 * The outcome of writing. `conflict`: the object exists already, or it is not the one to be replaced; `href` is the one that
 * was tried, which `get` reads. The etag is null if the server did not tell it.
 */
export type Written =
  | { readonly status: "written"; readonly href: string; readonly etag: string | null }
  | { readonly status: "conflict"; readonly href: string };

/** Writes single events. */
export type CalendarWriter = {
  /** The href at which `put` creates an event. */
  hrefOf(event: Pick<EventToWrite, "calendar" | "uid">): Promise<string>;
  /** Creates or replaces an event. Creating the same UID twice in one calendar is a conflict. */
  put(event: EventToWrite, signal: AbortSignal): Promise<Written>;
  /** Returns null if there is no such object. */
  get(href: string, signal: AbortSignal): Promise<RemoteObject | null>;
  /** Deletes an object, unless its etag is another one (null for any). An object that does not exist counts as removed. */
  remove(href: string, etag: string | null, signal: AbortSignal): Promise<"removed" | "conflict">;
};
