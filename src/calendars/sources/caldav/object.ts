import { etagFor, normalEtag } from "../etag.ts";
import { failureOf, readText } from "../http.ts";
import type { RemoteObject } from "../source.ts";
import type { Connection } from "./connection.ts";

/** Loads one object; null if it does not exist. Throws `SourceFailure`. */
export async function getObject(
  connection: Connection,
  href: string,
  signal: AbortSignal,
): Promise<RemoteObject | null> {
  const exchange = await connection.send({ method: "GET", url: href }, signal);
  if (exchange.status === 200) {
    const ical = await readText(exchange);
    const { etag } = exchange.headers;
    return { href, etag: etag === undefined ? etagFor(ical) : normalEtag(etag), ical };
  }
  exchange.discard();
  if (exchange.status === 404 || exchange.status === 410) return null;
  throw failureOf(exchange.status);
}
