import type { FuzzedRequest, Wrapping } from "./fuzz-requests.ts";

/** The bytes of a body and its headers. */
export function wrapped(
  { text, as }: NonNullable<FuzzedRequest["body"]>,
  headers: Headers,
): Uint8Array<ArrayBuffer> {
  const type = typeOf(as);
  if (type !== undefined) headers.set("content-type", type);
  if (as === "gzip") headers.set("content-encoding", "gzip");
  const bytes = bytesOf(text, as);
  if (as !== "chunks") headers.set("content-length", String(bytes.length));
  return bytes;
}

function typeOf(as: Wrapping): string | undefined {
  switch (as) {
    case "form":
      return "application/x-www-form-urlencoded";
    case "multipart":
      return "multipart/form-data; boundary=x";
    case "plain text":
      return "text/plain";
    case "typed oddly":
      return 'application/JSON ; charset="utf-8"; charset=latin1';
    case "no type":
      return undefined;
    default:
      return "application/json";
  }
}

function bytesOf(text: string, as: Wrapping): Uint8Array<ArrayBuffer> {
  switch (as) {
    case "gzip":
      return Bun.gzipSync(text);
    case "utf-16":
      return new Uint8Array(Buffer.from(text, "utf16le"));
    case "latin1":
      return new Uint8Array(Buffer.from(text, "latin1"));
    case "byte order mark":
      return utf8(`\ufeff${text}`);
    case "form":
      return utf8(asForm(text));
    case "multipart":
      return utf8(`--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n${text}\r\n--x--`);
    default:
      return utf8(text);
  }
}

/** The fields of an object as a form encodes them; anything else unchanged. */
function asForm(json: string): string {
  try {
    const fields = Object.entries(JSON.parse(json)).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    return new URLSearchParams(fields).toString();
  } catch {
    return json;
  }
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
