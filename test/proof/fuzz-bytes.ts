import fc from "fast-check";
import type { FuzzedRequest } from "./fuzz-requests.ts";
import type { Sent } from "./fuzz-world.ts";

/** Damage done to the bytes of a request. */
const damages = [
  "cut off",
  "a byte changed",
  "a byte left out",
  "bytes put in",
  "bare line feeds",
  "twice in a row",
  "length too small",
  "length too large",
  "length not a number",
  "two lengths",
  "length and chunks",
  "chunks of nonsense",
  "chunks without an end",
  "expects to be told to continue",
  "headers folded",
  "space before colon",
  "header without a colon",
  "control bytes in a header",
  "large header",
  "many headers",
  "long target",
  "no host",
  "two hosts",
  "absolute target",
  "asterisk",
  "HTTP/1.0",
  "HTTP/0.9",
  "HTTP/2.0",
  "odd method",
  "TLS greeting",
  "HTTP/2 greeting",
  "random",
] as const;
export type Damage = "none" | (typeof damages)[number];

export type DamagedRequest = {
  readonly request: FuzzedRequest;
  readonly damage: Damage;
  /** The position or amount. */
  readonly at: number;
  readonly noise: Uint8Array;
};

export function damaged(requests: fc.Arbitrary<FuzzedRequest>): fc.Arbitrary<DamagedRequest> {
  return fc.record({
    request: requests,
    damage: fc.oneof(
      { weight: 1, arbitrary: fc.constant<Damage>("none") },
      { weight: 4, arbitrary: fc.constantFrom<Damage>(...damages) },
    ),
    at: fc.nat(1_000_000),
    noise: fc.uint8Array({ minLength: 1, maxLength: 60 }),
  });
}

/** Damage that leaves a complete request, which must be answered. */
const HARMLESS: ReadonlySet<Damage> = new Set<Damage>([
  "none",
  "twice in a row",
  "bare line feeds",
  "length not a number",
  "headers folded",
  "header without a colon",
  "control bytes in a header",
  "large header",
  "many headers",
  "long target",
  "no host",
  "two hosts",
  "absolute target",
  "HTTP/1.0",
  "HTTP/2.0",
  "TLS greeting",
]);

/** Whether the server gets a complete request. */
export function isWhole(damage: Damage): boolean {
  return HARMLESS.has(damage);
}

/** The request as bytes on a socket. */
export function bytesOf(sent: Sent, { damage, at, noise }: Omit<DamagedRequest, "request">): Uint8Array {
  const plain = written(sent);
  const place = at % Math.max(1, plain.length);
  switch (damage) {
    case "cut off":
      return plain.subarray(0, place);
    case "a byte changed":
      return joined(plain.subarray(0, place), noise.subarray(0, 1), plain.subarray(place + 1));
    case "a byte left out":
      return joined(plain.subarray(0, place), plain.subarray(place + 1));
    case "bytes put in":
      return joined(plain.subarray(0, place), noise, plain.subarray(place));
    case "bare line feeds":
      return Buffer.from(Buffer.from(plain).toString("latin1").replaceAll("\r\n", "\n"), "latin1");
    case "twice in a row":
      return joined(plain, plain);
    case "random":
      return joined(noise, noise);
    case "TLS greeting":
      return Buffer.from("16030100a5010000a10303", "hex");
    case "HTTP/2 greeting":
      return Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", "latin1");
    default:
      return written(sent, changesOf(damage, sent, at, noise));
  }
}

type Changes = {
  readonly line?: string;
  readonly add?: readonly string[];
  readonly without?: readonly string[];
  readonly body?: Uint8Array;
};

function changesOf(damage: Damage, { method, target, body }: Sent, at: number, noise: Uint8Array): Changes {
  const size = body?.length ?? 0;
  const without = ["content-length", "transfer-encoding"];
  switch (damage) {
    case "length too small":
      return { without, add: [`Content-Length: ${at % (size + 1)}`] };
    case "length too large":
      return { without, add: [`Content-Length: ${size + 1 + (at % 200_000)}`] };
    case "length not a number":
      return {
        without,
        add: [`Content-Length: ${["-1", "1e2", "0x10", " ", "1 1", "9".repeat(40)][at % 6]}`],
      };
    case "two lengths":
      return { add: [`Content-Length: ${at % 100}`, `Content-Length: ${size}`] };
    case "length and chunks":
      return { add: [`Content-Length: ${at % 100}`, "Transfer-Encoding: chunked"] };
    case "chunks of nonsense":
      return { without, add: ["Transfer-Encoding: chunked"], body: noise };
    case "chunks without an end":
      return { without, add: ["Transfer-Encoding: chunked"], body: Buffer.from("5\r\n{}   \r\n") };
    case "expects to be told to continue":
      return { add: [`Expect: ${at % 2 ? "100-continue" : "a miracle"}`] };
    case "headers folded":
      return { add: ["X-Folded: a\r\n b\r\n\tc"] };
    case "space before colon":
      return { add: ["X-Space : a", "Transfer-Encoding : chunked"] };
    case "header without a colon":
      return { add: ["nonsense"] };
    case "control bytes in a header":
      return { add: [`X-Control: a${String.fromCharCode(at % 32)}b\x7f\xff`] };
    case "large header":
      return {
        add: [`X-Large: ${"x".repeat([4_000, 15_000, 16_200, 16_384, 17_000, 70_000, 300_000][at % 7]!)}`],
      };
    case "many headers":
      return { add: Array.from({ length: 1 + (at % 400) }, (_, n) => `X-${n}: ${n}`) };
    case "long target":
      return { line: `${method} ${target.split("?")[0]}?${"q".repeat(at % 40_000)} HTTP/1.1` };
    case "no host":
      return { without: ["host"], line: `${method} ${target} HTTP/1.${at % 2}` };
    case "two hosts":
      return { add: ["Host: evil.example"] };
    case "absolute target":
      return { line: `${method} http://evil.example${target} HTTP/1.1` };
    case "asterisk":
      return { line: `${at % 2 ? "OPTIONS" : method} * HTTP/1.1` };
    case "odd method":
      return {
        line: `${["TRACE", "CONNECT", "get", "G\tET", "X".repeat(300), "ПОСТ"][at % 6]} ${target} HTTP/1.1`,
      };
    default:
      return damage.startsWith("HTTP/") ? { line: `${method} ${target} ${damage}` } : {};
  }
}

/** Writes targets and headers unchanged, whatever they contain. */
function written(sent: Sent, { line, add = [], without = [], body }: Changes = {}): Uint8Array {
  const { method, target, headers } = sent;
  const inChunks = sent.body !== undefined && !headers.has("content-length");
  const lines = [["host", "localhost"], ...headers, ...(inChunks ? [["transfer-encoding", "chunked"]] : [])]
    .filter(([name]) => !without.includes(name!))
    .map(([name, value]) => `${name}: ${value}`);
  const head = [line ?? `${method} ${target} HTTP/1.1`, ...lines, ...add, "connection: close", "", ""].join(
    "\r\n",
  );
  const whole = sent.body ?? new Uint8Array();
  return joined(Buffer.from(head), body ?? (inChunks ? chunksOf(whole) : whole));
}

function chunksOf(body: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += 20_000) {
    const chunk = body.subarray(at, at + 20_000);
    chunks.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n"));
  }
  return joined(...chunks, Buffer.from("0\r\n\r\n"));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
