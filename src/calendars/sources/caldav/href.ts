/**
 * The normal form of an href: absolute, on the host of `base`, each segment of its path encoded in the same way. Null if it is
 * not an address of that host. Servers behind a proxy may name another scheme or port; `base` decides.
 */
export function normalHref(href: string, base: string): string | null {
  const own = new URL(base);
  const url = URL.parse(href, own);
  if (!url || url.hostname !== own.hostname) return null;
  return own.origin + normalPath(url.pathname);
}

/**
 * The normal form of an address, whatever its host; null if it is not an http address. Servers behind a proxy may believe that
 * they are reached without encryption.
 */
export function normalUrl(href: string, base: string): string | null {
  const own = new URL(base);
  const url = URL.parse(href, own);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const isOwnHost = url.hostname === own.hostname && url.protocol === "http:";
  return (isOwnHost ? own.origin : url.origin) + normalPath(url.pathname);
}

function normalPath(path: string): string {
  return path.split("/").map(normalSegment).join("/");
}

function normalSegment(segment: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(segment));
  } catch {
    return segment;
  }
}

/** The path of an href, as reports name resources. */
export function pathOf(href: string): string {
  return new URL(href).pathname;
}

/** The last segment of a path, decoded. */
export function lastSegment(href: string): string {
  const segment = pathOf(href).replace(/\/$/, "").split("/").at(-1)!;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
