import { Elysia } from "elysia";
import { tidied } from "../domain/text/typed-text.ts";
import type { AccessPolicy } from "../http/access.ts";
import { noteUnreadable } from "../http/unreadable.ts";
import type { RoutePolicies } from "./route-policies.ts";

/** The maximum size of a request body, in bytes. */
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
        const text = await readText(request);
        return text === "" ? {} : parse(text, contentType.trim().toLowerCase(), routePolicy.form);
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

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) throw new TooLarge();
  if (request.headers.has("content-length")) return utf8.decode(await request.arrayBuffer());
  return utf8.decode(await readLimited(request));
}

/** A body without Content-Length (chunked). */
async function readLimited(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
