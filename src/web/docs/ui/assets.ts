import { promisify } from "node:util";
import { gzip } from "node:zlib";
import favicon from "swagger-ui-dist/favicon-32x32.png" with { type: "file" };
import bundle from "swagger-ui-dist/swagger-ui-bundle.js" with { type: "file" };
import styles from "swagger-ui-dist/swagger-ui.css" with { type: "file" };
import ownStyles from "./docs.css" with { type: "file" };
import init from "./init.js" with { type: "file" };

const files = {
  "swagger-ui.css": { path: styles, type: "text/css; charset=utf-8" },
  "docs.css": { path: ownStyles, type: "text/css; charset=utf-8" },
  "swagger-ui-bundle.js": { path: bundle, type: "text/javascript; charset=utf-8" },
  "init.js": { path: init, type: "text/javascript; charset=utf-8" },
  "favicon.png": { path: favicon, type: "image/png" },
} as const;

export type AssetName = keyof typeof files;

const FOR_GOOD = "public, max-age=31536000, immutable";

/** The path of an asset below the page's own; it contains a hash of the content, so it can be cached forever. */
export async function assetAddress(name: AssetName): Promise<string> {
  return `${name}?v=${await hashOf(name)}`;
}

/** The response for an asset, compressed if the client accepts that; undefined if it does not exist. */
export async function assetAnswer(
  name: string,
  version: string | null,
  headers: Headers,
): Promise<Response | undefined> {
  if (!isAsset(name)) return undefined;
  const isZipped = /\bgzip\b/i.test(headers.get("accept-encoding") ?? "");
  return new Response(isZipped ? await zipped(name) : Bun.file(files[name].path), {
    headers: {
      "content-type": files[name].type,
      "cache-control": version === (await hashOf(name)) ? FOR_GOOD : "no-cache",
      "x-content-type-options": "nosniff",
      vary: "accept-encoding",
      ...(isZipped && { "content-encoding": "gzip" }),
    },
  });
}

function isAsset(name: string): name is AssetName {
  return Object.hasOwn(files, name);
}

const hashOf = once(async (name) => Bun.hash(await contentOf(name)).toString(36));
const zipped = once(async (name) => promisify(gzip)(await contentOf(name)));

function contentOf(name: AssetName): Promise<Uint8Array> {
  return Bun.file(files[name].path).bytes();
}

/** Runs an expensive function once per file. */
function once<T>(make: (name: AssetName) => Promise<T>): (name: AssetName) => Promise<T> {
  const made = new Map<AssetName, Promise<T>>();
  return (name) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
}
