import { CACHE_FOREVER, constantResponse } from "../../../http/constant-response.ts";
import { browserBundle } from "../../browser-bundle.ts" with { type: "macro" };

const style = asset("css", "text/css; charset=utf-8", browserBundle("web/dashboard/shell/style.css"));
const script = asset("js", "text/javascript; charset=utf-8", browserBundle("web/dashboard/client/main.ts"));
const icon = asset(
  "svg",
  "image/svg+xml",
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1f4fc4"/><path d="M9 17l5 5 9-11" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
);

const byName = new Map([script, style, icon].map(({ name, respond }) => [name, respond]));

/** The file names of the dashboard's assets. Each contains a hash of the content, so it can be cached forever. */
export const assetNames = { script: script.name, style: style.name, icon: icon.name } as const;

/** The response for an asset; undefined if it does not exist. */
export function dashboardAsset(name: string, headers: Headers): Response | undefined {
  return byName.get(name)?.(headers, {
    "cache-control": CACHE_FOREVER,
    "cross-origin-resource-policy": "same-origin",
  });
}

function asset(extension: string, type: string, content: string) {
  const bytes = new Uint8Array(Buffer.from(content));
  const name = `dashboard-${Bun.hash(bytes).toString(36)}.${extension}`;
  return { name, respond: constantResponse(bytes, type) };
}
