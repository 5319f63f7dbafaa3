import { expect, test } from "bun:test";
import fc from "fast-check";
import { connect } from "node:net";
import { INSIDE } from "../support/http.ts";
import { bytesOf, damaged, type DamagedRequest, isWhole } from "./fuzz-bytes.ts";
import { requestsFrom } from "./fuzz-requests.ts";
import { startWorld, type World } from "./fuzz-world.ts";
import { length } from "./lengths.ts";

const seed = Number(process.env["FUZZ_SEED"] ?? length({ short: 1, full: Date.now() % 1_000_000_000 }));
/** The number of requests in total, and at a time. */
const requests = length({ short: 240, full: 6_000 });
const AT_ONCE = 15;

/** How long a client waits for more after sending something broken. */
const QUIET_MS = 150;
const PATIENCE_MS = 10_000;

test(`whatever bytes arrive, the server responds or closes, and continues (seed ${seed})`, async () => {
  const world = await startWorld();
  world.app.app.listen({ hostname: "127.0.0.1", port: 0, maxRequestBodySize: Number.MAX_SAFE_INTEGER });
  const server = world.app.app.server!;
  try {
    await fuzz(world, server.port!);
    const alive = await fetch(`http://127.0.0.1:${server.port}/readyz`);
    expect(alive.status).toBe(200);
    expect(world.overlaps()).toBe(0);
    expect(world.app.logged.filter(({ level }) => level === "error")).toEqual([]);
  } finally {
    await server.stop(true);
    await world.close();
  }
});

async function fuzz(world: World, port: number): Promise<void> {
  const some = fc.array(damaged(requestsFrom(world.description, world.hidden)), {
    minLength: AT_ONCE,
    maxLength: AT_ONCE,
  });
  const property = fc.asyncProperty(some, async (all) => {
    await Promise.all(all.map((one) => ask(world, port, one)));
  });
  await fc.assert(property, { seed, numRuns: requests / AT_ONCE, endOnFailure: true });
}

async function ask(world: World, port: number, { request, ...how }: DamagedRequest): Promise<void> {
  const bytes = bytesOf(world.prepare(request), how);
  const answers = answersIn(await exchange(port, bytes, isWhole(how.damage) ? PATIENCE_MS : QUIET_MS));
  const said = Buffer.from(bytes).toString("latin1");
  const complaints = answers.flatMap((answer) => complaintsAbout(answer, said));
  if (isWhole(how.damage) && answers.length === 0) complaints.push("is no answer");
  if (complaints.length === 0) return;
  const shown = { complaints, how, bytes: said.slice(0, 600), answers };
  throw new Error(JSON.stringify(shown, null, 1).slice(0, 3_000));
}

type RawAnswer = { readonly status: number; readonly type: string; readonly body: string };

function complaintsAbout({ status, type, body }: RawAnswer, said: string): string[] {
  const [isEcho, isHead] = [INSIDE.test(said), said.includes("HEAD ")];
  const isRefusal = status >= 400;
  const isOtherHttp = status === 505 && body === "";
  return [
    ...((status >= 100 && status < 500) || isOtherHttp ? [] : [`answers ${status}`]),
    ...(!isEcho && INSIDE.test(body) && !type.includes("javascript") ? ["shows something internal"] : []),
    ...(isRefusal && type.includes("json") && !isHead && !isError(body)
      ? ["is an error of another shape"]
      : []),
    ...(isRefusal && body !== "" && !/json|html/.test(type) ? [`is an error of type ${type}`] : []),
  ];
}

function isError(body: string): boolean {
  try {
    const { error, code } = JSON.parse(body);
    return typeof error === "string" && typeof code === "string";
  } catch {
    return false;
  }
}

/** Sends the bytes and reads until the server closes the connection, or is silent for `quietMs`. */
function exchange(port: number, bytes: Uint8Array, quietMs: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let received = "";
  const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
  const late = setTimeout(() => reject(new Error("the server neither answers nor hangs up")), PATIENCE_MS);
  let quiet = setTimeout(() => socket.destroy(), quietMs);
  socket.setEncoding("latin1");
  socket.on("data", (text) => {
    received += String(text);
    clearTimeout(quiet);
    quiet = setTimeout(() => socket.destroy(), quietMs);
  });
  socket.on("error", () => undefined);
  socket.on("close", () => {
    clearTimeout(quiet);
    clearTimeout(late);
    resolve(received);
  });
  return promise;
}

/** The consecutive responses. */
function answersIn(received: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = received;
  while (rest !== "") {
    const end = rest.indexOf("\r\n\r\n");
    const [first = "", ...lines] = rest.slice(0, end === -1 ? undefined : end).split("\r\n");
    const headers = new Map(
      lines.map((line) => [line.split(":")[0]!.toLowerCase(), line.split(": ")[1] ?? ""]),
    );
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]);
    const after = end === -1 ? "" : rest.slice(end + 4);
    const size = status === 204 || status === 304 ? 0 : Number(headers.get("content-length") ?? after.length);
    const body = after.startsWith("HTTP/1.1 ") ? "" : after.slice(0, size);
    answers.push({ status, type: headers.get("content-type") ?? "", body: utf8(body) });
    rest = after.slice(body.length);
  }
  return answers;
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString("utf8");
}
