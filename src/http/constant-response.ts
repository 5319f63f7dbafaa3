import { takesGzip } from "./accepts.ts";

/** Responds with constant content; compresses it once, when the first client accepts that. */
export type ConstantResponse = (accept: Headers, headers: Readonly<Record<string, string>>) => Response;

export function constantResponse(content: Uint8Array<ArrayBuffer>, type: string): ConstantResponse {
  let zipped: Uint8Array<ArrayBuffer> | undefined;
  return (accept, headers) => {
    const isZipped = takesGzip(accept);
    return new Response(isZipped ? (zipped ??= Bun.gzipSync(content, { level: 9 })) : content, {
      headers: {
        "content-type": type,
        "x-content-type-options": "nosniff",
        vary: "accept-encoding",
        ...headers,
        ...(isZipped && { "content-encoding": "gzip" }),
      },
    });
  };
}

/** For content under a URL that changes with it. */
export const CACHE_FOREVER = "public, max-age=31536000, immutable";

/** For content under a constant URL that only changes with the server's version. */
export const CACHE_A_DAY = "public, max-age=86400";
