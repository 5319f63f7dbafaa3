import ipaddr from "ipaddr.js";

/** A public address at which Azure offers internal services to its own machines. */
const AZURE_INSIDE = "168.63.129.16";

/**
 * Returns whether an address is publicly reachable. False for loopback, link-local (such as cloud metadata), private, shared
 * (RFC 6598), multicast, unspecified and reserved addresses, for IPv6 forms of these IPv4 addresses, and for text that is not
 * an address.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== "unicast" || address.toString() === AZURE_INSIDE) return false;
  return address.kind() === "ipv4" || isGlobalIpv6(address.toByteArray());
}

/** IANA assigns only 2000::/3 globally; the rest is internal, such as the obsolete `::127.0.0.1`. */
function isGlobalIpv6([first = 0]: readonly number[]): boolean {
  return first >> 5 === 1;
}

/** The literal address in a URL, without the brackets of IPv6; undefined for a hostname. */
export function addressIn(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return ipaddr.isValid(host) ? host : undefined;
}

/**
 * Returns whether a URL obviously points to this machine or a private network; other names are checked when they are
 * resolved.
 */
export function namesPrivateHost(url: URL): boolean {
  const address = addressIn(url);
  if (address !== undefined) return !isPublicAddress(address);
  return /(^|\.)localhost\.?$/.test(url.hostname);
}
