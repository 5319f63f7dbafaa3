import { CACHE_FOREVER, constantResponse } from "../../../http/constant-response.ts";
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

/** The path of an asset below the page's own; it contains a hash of the content, so it can be cached forever. */
export async function assetAddress(name: AssetName): Promise<string> {
  return `${name}?v=${(await load(name)).version}`;
}

/** The response for an asset, compressed if the client accepts that; undefined if it does not exist. */
export async function assetAnswer(
  name: string,
  version: string | null,
  headers: Headers,
): Promise<Response | undefined> {
  if (!isAsset(name)) return undefined;
  const asset = await load(name);
  return asset.respond(headers, { "cache-control": version === asset.version ? CACHE_FOREVER : "no-cache" });
}

function isAsset(name: string): name is AssetName {
  return Object.hasOwn(files, name);
}

const loaded = new Map<AssetName, ReturnType<typeof read>>();

function load(name: AssetName) {
  const asset = loaded.get(name) ?? read(name);
  loaded.set(name, asset);
  return asset;
}

async function read(name: AssetName) {
  const content = await Bun.file(files[name].path).bytes();
  return { version: Bun.hash(content).toString(36), respond: constantResponse(content, files[name].type) };
}
