import ipaddr from "ipaddr.js";
import { isTrusted, type ProxyTrust } from "../config/proxy-trust.ts";

/**
 * The client of a request: the peer's address or, behind a trusted proxy, the last address in `X-Forwarded-For` that is not a
 * trusted proxy too. Earlier entries are unverified.
 */
export function clientNetworks(request: Request, peer: string | undefined, trust: ProxyTrust): Networks {
  const connected = withoutPort(peer || "unknown");
  return networksOf(isProxy(peer, trust) ? (forwardedFor(request, trust) ?? connected) : connected);
}

/** The client as a single name: an IPv4 address or an IPv6 /64. */
export function clientAddress(request: Request, peer: string | undefined, trust: ProxyTrust): string {
  return clientNetworks(request, peer, trust).narrow;
}

/** Returns whether the peer is a trusted proxy. */
export function isProxy(peer: string | undefined, trust: ProxyTrust): boolean {
  return typeof trust === "boolean" ? trust : isTrusted(trust, withoutPort(peer ?? ""));
}

/** If every peer is trusted, only the last entry counts: the peer vouches for nothing before it. */
function forwardedFor(request: Request, trust: ProxyTrust): string | undefined {
  const claimed = (request.headers.get("x-forwarded-for") ?? "").split(",");
  const hops = claimed.map((hop) => withoutPort(hop.trim())).filter((hop) => hop !== "");
  if (trust === true) return hops.at(-1);
  return hops.findLast((hop) => !isTrusted(trust, hop)) ?? hops[0];
}

/** Some proxies append a port that differs for every connection: `192.0.2.1:5678` or `[2001:db8::1]:5678`. */
function withoutPort(address: string): string {
  const [, bracketed, plain] = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(address) ?? [];
  return bracketed ?? plain ?? address;
}

/** The networks that a client counts against: its own, and a larger one that may contain many clients. */
export type Networks = { readonly narrow: string; readonly wide?: string };

/**
 * IPv4 addresses count individually: a /24 is shared by strangers behind a carrier or campus, and attackers rarely control a
 * whole one. For IPv6, a /64 is one client, and one customer may have a /48 with 65,536 of them.
 */
function networksOf(address: string): Networks {
  if (!ipaddr.isValid(address)) return { narrow: address };
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return { narrow: parsed.toString() };
  const groups = parsed.parts.map((part) => part.toString(16));
  const network = (bits: number) => `${groups.slice(0, bits / 16).join(":")}::/${bits}`;
  return { narrow: network(64), wide: network(48) };
}
