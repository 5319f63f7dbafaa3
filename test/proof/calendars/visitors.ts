import type { House } from "../house.ts";

/** A request for a start, and what became of it. */
export type Attempt = {
  readonly slug: string;
  readonly start: number;
  readonly sentAt: number;
  readonly answeredAt: number;
  /** The status, with the code of a refusal. */
  readonly said: string;
};

type Known = {
  readonly slug: string;
  readonly start: number;
  readonly cancel_token: string;
  readonly reschedule_token: string;
};

/** Visitors who book, reschedule and cancel at random among these starts, by event type. */
export function visitorsOf({ servers }: House, starts: ReadonlyMap<string, readonly number[]>) {
  const attempts: Attempt[] = [];
  const known = new Set<Known>();

  /** A server that was killed answers nothing; asking it all the time would keep it from starting. */
  async function post(path: string, body: object): Promise<{ said: string; json?: Known }> {
    const response = await send(path, body).catch(() => undefined);
    const json = (await response?.json().catch(() => undefined)) as (Known & { code?: string }) | undefined;
    if (!response || !json) {
      await Bun.sleep(20);
      return { said: "nothing" };
    }
    return { said: response.ok ? `${response.status}` : `${response.status} ${json.code}`, json };
  }

  function send(path: string, body: object): Promise<Response> {
    return fetch(anyOf(servers).address + path, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
      keepalive: false,
    });
  }

  async function attempt(
    slug: string,
    start: number,
    path: string,
    body: object,
  ): Promise<Known | undefined> {
    const sentAt = performance.now();
    const { said, json } = await post(path, { ...body, start_time: iso(start), timezone: "UTC" });
    attempts.push({ slug, start, sentAt, answeredAt: performance.now(), said });
    return said.startsWith("20") && json ? { ...json, slug, start } : undefined;
  }

  async function book(): Promise<void> {
    const slug = anyOf([...starts.keys()]);
    const attendee = { attendee_name: "Ada Lovelace", attendee_email: "ada@example.com" };
    const booked = await attempt(slug, anyOf(starts.get(slug)!), `/v1/book/jane/${slug}`, attendee);
    if (booked) known.add(booked);
  }

  /** To another start: a booking that stays where it is is not decided again. Nobody else cancels it meanwhile. */
  async function reschedule(one: Known): Promise<void> {
    known.delete(one);
    const start = anyOf(starts.get(one.slug)!.filter((other) => other !== one.start));
    const moved = await attempt(one.slug, start, `/v1/reschedule/${one.reschedule_token}`, {});
    known.add(moved ? { ...one, start } : one);
  }

  async function cancel(one: Known): Promise<void> {
    known.delete(one);
    const { said } = await post(`/v1/cancel/${one.cancel_token}/confirm`, {});
    if (said !== "200" && said !== "nothing") throw new Error(`a cancellation was answered with ${said}`);
  }

  async function oneThing(): Promise<void> {
    const dice = Math.random();
    const one = dice < 0.5 ? undefined : anyOf([...known]);
    if (!one) return book();
    // Without enough cancellations nothing is left to be booked.
    return known.size > 12 || dice < 0.75 ? cancel(one) : reschedule(one);
  }

  return {
    attempts,
    book,
    /** Runs this many visitors, each with one request at a time, until `goOn` is false. */
    async run(people: number, goOn: () => boolean): Promise<void> {
      await Promise.all(
        Array.from({ length: people }, async () => {
          while (goOn()) await oneThing();
        }),
      );
    },
  };
}

function anyOf<T>(items: readonly T[]): T {
  return items[Math.floor(Math.random() * items.length)]!;
}

function iso(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
