import ipaddr from "ipaddr.js";
import { isTrusted, type ProxyTrust } from "../config/proxy-trust.ts";

/**
 * Whom a request counts for: the address of the connection or, where that is a trusted proxy, the last address in
 * `X-Forwarded-For` that is not one too (earlier entries are the client's own claim).
 */
export function clientNetworks(request: Request, peer: string | undefined, trust: ProxyTrust): Networks {
  const known = networksOfRequests.get(request);
  if (known) return known;
  const connected = withoutPort(peer || "unknown");
  const networks = networksOf(isProxy(peer, trust) ? (forwardedFor(request, trust) ?? connected) : connected);
  networksOfRequests.set(request, networks);
  return networks;
}

/** Both the limits of requests and those of bookings ask. */
const networksOfRequests = new WeakMap<Request, Networks>();

/** The same as one name: an IPv4 address, or an IPv6 /64. */
export function clientAddress(request: Request, peer: string | undefined, trust: ProxyTrust): string {
  return clientNetworks(request, peer, trust).narrow;
}

/** True where the program that connected is a proxy whose word counts. */
export function isProxy(peer: string | undefined, trust: ProxyTrust): boolean {
  return typeof trust === "boolean" ? trust : isTrusted(trust, withoutPort(peer ?? ""));
}

/** Where anybody who connects is trusted, only they are: what stands before the last entry is hearsay. */
function forwardedFor(request: Request, trust: ProxyTrust): string | undefined {
  const header = request.headers.get("x-forwarded-for") ?? "";
  if (DOTTED.test(header)) return header;
  const claimed = header.split(",");
  const hops = claimed.map((hop) => withoutPort(hop.trim())).filter((hop) => hop !== "");
  if (trust === true) return hops.at(-1);
  return hops.findLast((hop) => !isTrusted(trust, hop)) ?? hops[0];
}

/** Some proxies write `192.0.2.1:5678` or `[2001:db8::1]:5678`, with a port that is another one every time. */
function withoutPort(address: string): string {
  const [, bracketed, plain] = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(address) ?? [];
  return bracketed ?? plain ?? address;
}

/** Most addresses; what is none stands for itself too. */
const DOTTED = /^[\d.]+$/;

/** The networks that count for a client: its own, and the one that many such networks may belong to. */
export type Networks = { readonly narrow: string; readonly wide?: string };

/**
 * An IPv4 address counts for itself: its /24 is strangers behind the same carrier or campus, and attackers hardly ever hold
 * one. Of IPv6, a /64 is one client, and a /48 is what one customer may have, who then has 65,536 of them.
 */
function networksOf(address: string): Networks {
  if (DOTTED.test(address) || !ipaddr.isValid(address)) return { narrow: address };
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return { narrow: parsed.toString() };
  const groups = parsed.parts.map((part) => part.toString(16));
  const network = (bits: number) => `${groups.slice(0, bits / 16).join(":")}::/${bits}`;
  return { narrow: network(64), wide: network(48) };
}
