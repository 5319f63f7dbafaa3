import type { Interval } from "../../../src/domain/interval.ts";
import type { Batch, CalendarSource, RemoteObject } from "../../../src/calendars/sources/source.ts";

/** A copy of one calendar, kept like the server keeps it. */
export type Copy = {
  readonly objects: ReadonlyMap<string, RemoteObject>;
  mark: string | null;
  /** Brings the copy up to date and says what that took. */
  sync(): Promise<{ readonly isComplete: boolean; readonly loaded: number; readonly removed: number }>;
  during(window: Interval): Promise<Batch>;
};

/** What a promise rejects with; undefined if it resolves. */
export function failureOf(attempt: Promise<unknown>): Promise<unknown> {
  return attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
}

export const forever = new AbortController().signal;

export function copyOf(source: CalendarSource, href: string): Copy {
  const objects = new Map<string, RemoteObject>();
  const known = () => new Map(Array.from(objects.values(), ({ href, etag }) => [href, etag]));
  const copy: Copy = {
    objects,
    mark: null,
    during: (window) => source.during({ href, mark: copy.mark }, known(), window, forever),
    async sync() {
      const changes = await source.changes({ href, mark: copy.mark }, known(), forever);
      const counts = { isComplete: changes.isComplete, loaded: 0, removed: 0 };
      for await (const batch of changes.batches) {
        for (const object of batch.objects) objects.set(object.href, object);
        for (const gone of batch.removed) if (objects.delete(gone)) counts.removed += 1;
        counts.loaded += batch.objects.length;
      }
      copy.mark = changes.mark;
      return counts;
    },
  };
  return copy;
}
