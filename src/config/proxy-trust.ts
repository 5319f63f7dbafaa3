import ipaddr, { type IPv4, type IPv6 } from "ipaddr.js";

type Network = [IPv4 | IPv6, number];

/** Whose `X-Forwarded-For` is believed: nobody's, that of whoever connects, or that of these networks. */
export type ProxyTrust = boolean | readonly Network[];

/** Reads `true`, `false`, or addresses and networks between commas; undefined where that is none of these. */
export function parseProxyTrust(text: string): ProxyTrust | undefined {
  if (text === "true" || text === "false") return text === "true";
  const networks = text.split(",").map((part) => networkOf(part.trim()));
  return networks.every((network) => network !== undefined) ? networks : undefined;
}

/** True for an address that lies in one of the networks; false for what is no address. */
export function isTrusted(trust: ProxyTrust, address: string): boolean {
  if (typeof trust === "boolean") return trust;
  if (!isAddress(address)) return false;
  return ipaddr.subnetMatch(ipaddr.process(address), { trusted: trust as Network[] }, "other") === "trusted";
}

function networkOf(text: string): Network | undefined {
  const [address = "", ...bits] = text.split("/");
  if (!isAddress(address)) return undefined;
  if (bits.length === 0) {
    const one = ipaddr.process(address);
    return [one, one.kind() === "ipv4" ? 32 : 128];
  }
  try {
    return ipaddr.parseCIDR(text);
  } catch {
    return undefined;
  }
}

/** Without the short forms of IPv4 that only old programs know, such as `10.1`. */
function isAddress(text: string): boolean {
  return text.includes(":") ? ipaddr.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text);
}
