import ipaddr from "ipaddr.js";

/** Azure's own services answer there, to machines inside alone, though the network is a public one. */
const AZURE_INSIDE = "168.63.129.16";

/**
 * True for an address that anybody on the internet means when they say it. False for loopback, link-local (where clouds
 * have their metadata), private, shared (RFC 6598), multicast, unspecified and reserved ones, for IPv6 that stands for
 * an IPv4 address of these, and for what is no address.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== "unicast" || address.toString() === AZURE_INSIDE) return false;
  return address.kind() === "ipv4" || isGlobalIpv6(address.toByteArray());
}

/** IANA gives out 2000::/3 alone; the rest is for machines among themselves, such as the old `::127.0.0.1`. */
function isGlobalIpv6([first = 0]: readonly number[]): boolean {
  return first >> 5 === 1;
}

/** The address that a URL names by itself, without the brackets of IPv6; undefined where it has a name to look up. */
export function addressIn(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return ipaddr.isValid(host) ? host : undefined;
}

/** True for a URL that says by itself that it stays on this machine or its network; others show that when they are looked up. */
export function namesPrivateHost(url: URL): boolean {
  const address = addressIn(url);
  if (address !== undefined) return !isPublicAddress(address);
  return /(^|\.)localhost\.?$/.test(url.hostname);
}
