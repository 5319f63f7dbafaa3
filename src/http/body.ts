import { Elysia } from "elysia";

/** The largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 65_536;

export class MalformedBody extends Error {}
export class BodyTooLarge extends Error {}

/**
 * Reads every body: JSON, or the fields of a form where a page sends one. Stops at the limit, whatever length
 * was announced. Throws MalformedBody or BodyTooLarge.
 */
export function bodyParsing() {
  return new Elysia({ name: "body-parsing" }).onParse({ as: "global" }, async ({ request, contentType }) => {
    const text = await readText(request);
    if (contentType === "application/x-www-form-urlencoded")
      return Object.fromEntries(new URLSearchParams(text));
    if (text === "") return undefined;
    if (contentType !== "application/json") throw new MalformedBody();
    return parseJson(text);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedBody();
  }
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) throw new BodyTooLarge();
  if (request.headers.has("content-length")) return decode(await request.arrayBuffer());
  return decode(await readLimited(request));
}

/** A body that does not say how long it is (chunked). */
async function readLimited(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: ArrayBuffer | Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new MalformedBody();
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
