import { isTrusted, type ProxyTrust } from "../config/proxy-trust.ts";

/**
 * Whom a request counts for: the address of the connection or, where that is a trusted proxy, the last address in
 * `X-Forwarded-For` that is not one too (earlier entries are the client's own claim). IPv6 clients count by their /64.
 */
export function clientAddress(request: Request, peer: string | undefined, trust: ProxyTrust): string {
  const connected = withoutPort(peer || "unknown");
  return networkOf(isProxy(peer, trust) ? (forwardedFor(request, trust) ?? connected) : connected);
}

/** True where the program that connected is a proxy whose word counts. */
export function isProxy(peer: string | undefined, trust: ProxyTrust): boolean {
  return typeof trust === "boolean" ? trust : isTrusted(trust, withoutPort(peer ?? ""));
}

/** Where anybody who connects is trusted, only they are: what stands before the last entry is hearsay. */
function forwardedFor(request: Request, trust: ProxyTrust): string | undefined {
  const claimed = request.headers.get("x-forwarded-for")?.split(",") ?? [];
  const hops = claimed.map((hop) => withoutPort(hop.trim())).filter((hop) => hop !== "");
  if (trust === true) return hops.at(-1);
  return hops.findLast((hop) => !isTrusted(trust, hop)) ?? hops[0];
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
