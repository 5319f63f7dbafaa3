import { Elysia } from "elysia";
import { tidied } from "../domain/text/typed-text.ts";
import type { AccessPolicy } from "../http/access.ts";
import { noteUnreadable } from "../http/unreadable.ts";
import type { RoutePolicies } from "./route-policies.ts";

/** The maximum size of a request body in bytes, unless its route has another. */
const MAX_BODY_BYTES = 65_536;

/** Fields that are kept exactly as typed. */
const VERBATIM = new Set(["password", "current_password"]);

/**
 * Parses every body: JSON, or a form if the route accepts one. Tidies every text in it, once. A missing body counts as an empty object. Stops at the size
 * limit, whatever length was announced. An unreadable body becomes a value that no schema accepts, so it is rejected during
 * validation, after the caller was authenticated.
 */
export function bodyParsing(routePolicies: RoutePolicies) {
  return new Elysia({ name: "body-parsing" })
    .use(routePolicies)
    .onParse({ as: "global" }, async ({ routePolicy, request, contentType }) => {
      try {
        const bytes = await readBytes(request, routePolicy.maxBodyBytes ?? MAX_BODY_BYTES);
        const type = contentType.trim().toLowerCase();
        if (type === "multipart/form-data" && routePolicy.form === "pairs")
          return tidyTexts(await multipartPairs(bytes, request.headers.get("content-type")!));
        return bytes.byteLength === 0 ? {} : parse(utf8.decode(bytes), type, routePolicy.form);
      } catch (error) {
        noteUnreadable(request, error instanceof TooLarge ? "tooLarge" : "malformed");
        return null;
      }
    });
}

class TooLarge extends Error {}

function parse(text: string, contentType: string, form: AccessPolicy["form"]): unknown {
  if (contentType === "application/json") return tidyTexts(JSON.parse(text));
  if (contentType === "application/x-www-form-urlencoded" && form !== undefined) {
    const pairs = [...new URLSearchParams(text)];
    return tidyTexts(form === "pairs" ? pairs : Object.fromEntries(pairs));
  }
  throw new TypeError(`a body of type ${contentType}`);
}

/** Iterative, because a body can be nested tens of thousands of levels deep. */
function tidyTexts(body: unknown): unknown {
  const whole = { body };
  const open: object[] = [whole];
  for (let one = open.pop(); one; one = open.pop()) {
    for (const [name, value] of Object.entries(one)) {
      if (typeof value === "object" && value !== null) open.push(value);
      if (typeof value !== "string" || VERBATIM.has(name)) continue;
      Object.defineProperty(one, name, { ...ORDINARY, value: tidied(value) });
    }
  }
  return whole.body;
}

/** Defined, not assigned: a body may have a property `__proto__`. */
const ORDINARY = { configurable: true, enumerable: true, writable: true };

/** The fields of a form with files (RFC 7578); a file becomes a data URL (RFC 2397), or an empty text if none was chosen. */
async function multipartPairs(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<[string, string][]> {
  const sent = await new Response(bytes, { headers: { "content-type": type } }).formData();
  const pairs = [...sent.entries()] as unknown as [string, string | Blob][];
  return Promise.all(
    pairs.map(async ([name, value]): Promise<[string, string]> => {
      if (typeof value === "string") return [name, value];
      return [name, value.size === 0 ? "" : `data:${value.type};base64,${base64(await value.arrayBuffer())}`];
    }),
  );
}

function base64(bytes: ArrayBuffer): string {
  return Buffer.from(bytes).toString("base64");
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw new TooLarge();
  if (request.headers.has("content-length")) return new Uint8Array(await request.arrayBuffer());
  return readLimited(request, maxBytes);
}

/** A body without Content-Length (chunked). */
async function readLimited(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new TooLarge();
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
