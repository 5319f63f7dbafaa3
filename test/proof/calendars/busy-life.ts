import type { CalendarEvent, DirectCalendar } from "./direct-calendar.ts";

/** Where an event certainly was: from the acknowledgement of its write until its next change was sent. */
export type Presence = CalendarEvent & { readonly since: number; before: number };

/** Events that appear, move and vanish at random. */
export type BusyLife = {
  readonly presences: readonly Presence[];
  /** The events that are in the calendars now. */
  readonly now: () => Presence[];
  /** Makes one change and resolves once the calendar server has acknowledged it. */
  readonly change: () => Promise<void>;
};

const MINUTE_MS = 60_000;

/** Events around the starts that visitors want, about `count` at a time. */
export function busyLife(
  calendars: readonly DirectCalendar[],
  starts: readonly number[],
  count: number,
): BusyLife {
  const presences: Presence[] = [];
  const homes = new Map<string, DirectCalendar>();
  const present = new Map<string, Presence>();
  let created = 0;

  async function put(event: CalendarEvent): Promise<void> {
    leave(event.uid);
    await homes.get(event.uid)!.put(event);
    const presence = { ...event, since: performance.now(), before: Infinity };
    presences.push(presence);
    present.set(event.uid, presence);
  }

  /** The event may be gone from the moment at which its change is sent. */
  function leave(uid: string): void {
    const presence = present.get(uid);
    if (presence) presence.before = performance.now();
    present.delete(uid);
  }

  async function create(): Promise<void> {
    created += 1;
    const uid = `event-${created}`;
    homes.set(uid, anyOf(calendars));
    await put({ uid, ...anyTime(starts) });
  }

  async function remove({ uid }: Presence): Promise<void> {
    leave(uid);
    await homes.get(uid)!.remove(uid);
  }

  const move = ({ uid }: Presence) => put({ uid, ...anyTime(starts) });

  /** The text and so the etag of the event are what they were before. */
  async function moveAndBack({ uid, from, until }: Presence): Promise<void> {
    await move(present.get(uid)!);
    await put({ uid, from, until });
  }

  async function removeAndRestore({ uid, from, until }: Presence): Promise<void> {
    await remove(present.get(uid)!);
    await put({ uid, from, until });
  }

  return {
    presences,
    now: () => [...present.values()],
    async change() {
      if (present.size < count) return create();
      await anyOf([remove, move, move, moveAndBack, removeAndRestore])(anyOf([...present.values()]));
    },
  };
}

function anyTime(starts: readonly number[]): Pick<CalendarEvent, "from" | "until"> {
  const from = anyOf(starts) + anyOf([-10, 0, 0, 5]) * MINUTE_MS;
  return { from, until: from + anyOf([15, 30, 60]) * MINUTE_MS };
}

function anyOf<T>(items: readonly T[]): T {
  return items[Math.floor(Math.random() * items.length)]!;
}
