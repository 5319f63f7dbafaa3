/**
 * An anonymous attacker with several client networks in a separate process: `bun test/proof/attack.ts PLAN`, where the plan
 * is JSON. Prints how often each kind of request got each status.
 */

export type Plan = {
  readonly address: string;
  readonly seconds: number;
  readonly connections: number;
  /** Addresses that never requested anything. */
  readonly victims: readonly string[];
};

/** How often each status was returned, by kind of request. */
export type Attacked = Record<string, Record<string, number>>;

type Sent = { readonly status: number; readonly text: string };
type Booked = { readonly cancel_token: string; readonly reschedule_token: string };

const DAY_MS = 86_400_000;

async function attack({ address, seconds, connections, victims }: Plan): Promise<Attacked> {
  const attacked: Attacked = {};
  const booked: Booked[] = [];
  const until = performance.now() + seconds * 1_000;
  let n = 0;

  const pick = <T>(from: readonly T[]): T => from[n % from.length]!;
  const start = () => {
    const day = Math.floor(Date.now() / DAY_MS) + 1 + (n % 50);
    return new Date(day * DAY_MS + (9 * 60 + (n % 16) * 30) * 60_000).toISOString();
  };
  const network = () =>
    n % 3 === 0 ? `2001:db8:1:${(n % 4096).toString(16)}::1` : `198.51.100.${n % 3 === 1 ? 1 : 2}`;

  async function send(kind: string, method: string, path: string, body?: object | string): Promise<Sent> {
    const isForm = typeof body === "string";
    const response = await fetch(address + path, {
      method,
      redirect: "manual",
      headers: {
        "x-forwarded-for": network(),
        accept: isForm ? "text/html" : "application/json",
        ...(body && { "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json" }),
      },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const statuses = (attacked[kind] ??= {});
    statuses[response.status] = (statuses[response.status] ?? 0) + 1;
    return { status: response.status, text };
  }

  const whom = () => ({
    attendee_name: pick([
      "Mallory",
      "=?utf-8?q?Bank=0D=0AFrom=3A_ceo?=",
      "\u202eMallory\u200b",
      "x".repeat(200),
    ]),
    attendee_email: pick(victims).replace("@", n % 2 ? "+x@" : "@"),
    start_time: start(),
    timezone: "UTC",
  });

  const kinds: (() => Promise<unknown>)[] = [
    async () => {
      const { status, text } = await send("book", "POST", "/v1/book/jane/30min", whom());
      if (status === 201) booked.push(JSON.parse(text));
    },
    async () => {
      const token = pick(booked)?.reschedule_token ?? "none";
      await send("reschedule", "POST", `/v1/reschedule/${token}`, { start_time: start() });
    },
    async () => {
      if (n % 5 > 0) return;
      const token = booked.length > 10 ? booked.shift()!.cancel_token : "none";
      const reason = `Win now at https://evil.example/ ${"'".repeat(900)}`;
      await send("cancel", "POST", `/v1/cancel/${token}/confirm`, { reason });
    },
    () => send("code", "POST", "/v1/book/jane/30min/code", { attendee_email: pick(victims) }),
    () =>
      send("guess", "POST", "/v1/book/jane/30min", {
        ...whom(),
        email_code: String(n % 1_000_000).padStart(6, "0"),
      }),
    () =>
      send("huge notes", "POST", "/v1/book/jane/30min", {
        ...whom(),
        notes: pick(["'", "\u00a0–", "("]).repeat(2_500),
      }),
    () => {
      const fields = Array.from({ length: 400 }, (_, i) => `answers[${i}]=${encodeURIComponent("'\u200b")}`);
      const form = new URLSearchParams({ ...whom(), attendee_email: "nobody", ["__proto__"]: "x" });
      return send("form", "POST", "/book/jane/30min", `${form}&${fields.join("&")}`);
    },
    () => {
      const date = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
      return send("slots", "GET", `/v1/slots/jane/30min?from=${date(n % 30)}&to=${date((n % 30) + 61)}`);
    },
    () => send("page", "GET", `/book/jane/30min?notes=${"'".repeat(3_000)}&n=${n}`),
    () =>
      send("sign-in", "POST", "/v1/auth/login", {
        email: "jane@example.com",
        password: `wrong password ${n}`,
      }),
  ];

  async function connection(): Promise<void> {
    while (performance.now() < until) {
      n += 1;
      await kinds[Math.floor(Math.random() * kinds.length)]!();
    }
  }

  await Promise.all(Array.from({ length: connections }, connection));
  return attacked;
}

console.log(JSON.stringify(await attack(JSON.parse(process.argv[2]!))));
