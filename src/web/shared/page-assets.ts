import { CACHE_FOREVER, constantResponse } from "../../http/constant-response.ts";

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1f4fc4"/><path d="M9 17l5 5 9-11" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

/** The files of a kind of page. Each name contains a hash of the content, so that it can be cached forever. */
export function pageAssets(kind: string, { js, css }: { readonly js: string; readonly css: string }) {
  const script = asset(kind, "js", "text/javascript; charset=utf-8", js);
  const style = asset(kind, "css", "text/css; charset=utf-8", css);
  const icon = asset(kind, "svg", "image/svg+xml", ICON);
  const byName = new Map([script, style, icon].map(({ name, respond }) => [name, respond]));
  return {
    names: { script: script.name, style: style.name, icon: icon.name },
    /** The response for a file; undefined if it does not exist. */
    respond(name: string, headers: Headers): Response | undefined {
      return byName.get(name)?.(headers, {
        "cache-control": CACHE_FOREVER,
        "cross-origin-resource-policy": "same-origin",
      });
    },
  };
}

function asset(kind: string, extension: string, type: string, content: string) {
  const bytes = new Uint8Array(Buffer.from(content));
  const name = `${kind}-${Bun.hash(bytes).toString(36)}.${extension}`;
  return { name, respond: constantResponse(bytes, type) };
}
