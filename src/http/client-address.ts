/**
 * Whom a request counts for: the address of the connection, or the last one that a trusted proxy put into
 * `X-Forwarded-For` (earlier entries are the client's own claim). IPv6 clients count by their /64.
 */
export function clientAddress(request: Request, peer: string | undefined, trustProxy: boolean): string {
  const forwarded = trustProxy
    ? request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim()
    : undefined;
  return networkOf(withoutPort(forwarded || peer || "unknown"));
}

/** Some proxies write `192.0.2.1:5678` or `[2001:db8::1]:5678`, with a port that is another one every time. */
function withoutPort(address: string): string {
  const [, bracketed, plain] = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(address) ?? [];
  return bracketed ?? plain ?? address;
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  const rest = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - rest.length;
  const full = [...groups, ...Array<string>(Math.max(0, missing)).fill("0"), ...rest];
  return `${full.slice(0, 4).join(":")}::/64`;
}
