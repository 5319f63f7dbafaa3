import { takesGzip } from "../../../http/accepts.ts";

/** A response, compressed if the client accepts that. */
export function zipped(
  request: Request,
  text: string,
  status: number,
  headers: Readonly<Record<string, string>>,
): Response {
  if (!takesGzip(request.headers)) return new Response(text, { status, headers });
  const zippedHeaders = { ...headers, "content-encoding": "gzip" };
  return new Response(Bun.gzipSync(text, { level: 3 }), { status, headers: zippedHeaders });
}
