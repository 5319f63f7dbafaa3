import { browserBundle } from "../browser-bundle.ts" with { type: "macro" };

const files = [
  asset("booking", "js", "text/javascript; charset=utf-8", browserBundle("web/booking/client/main.ts")),
  asset("booking", "css", "text/css; charset=utf-8", browserBundle("web/booking/style.css")),
  asset(
    "booking",
    "svg",
    "image/svg+xml",
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1f4fc4"/><path d="M9 17l5 5 9-11" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
  ),
] as const;

type Asset = {
  readonly name: string;
  readonly type: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly zipped: () => Uint8Array<ArrayBuffer>;
};

const byName = new Map(files.map((file) => [file.name, file]));

/** The file names of the page's assets. Each contains a hash of the content, so it can be cached forever. */
export const assetNames = { script: files[0].name, style: files[1].name, icon: files[2].name } as const;

/** The response for an asset; undefined if it does not exist. */
export function bookingAsset(name: string, headers: Headers): Response | undefined {
  const file = byName.get(name);
  if (!file) return undefined;
  const isZipped = /\bgzip\b/i.test(headers.get("accept-encoding") ?? "");
  return new Response(isZipped ? file.zipped() : file.plain, {
    headers: {
      "content-type": file.type,
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      vary: "accept-encoding",
      ...(isZipped && { "content-encoding": "gzip" }),
    },
  });
}

function asset(name: string, extension: string, type: string, content: string): Asset {
  const plain = new Uint8Array(Buffer.from(content));
  const hash = Bun.hash(plain).toString(36);
  let made: Uint8Array<ArrayBuffer> | undefined;
  return {
    name: `${name}-${hash}.${extension}`,
    type,
    plain,
    zipped: () => (made ??= Bun.gzipSync(plain)),
  };
}
