import ipaddr, { type IPv4, type IPv6 } from "ipaddr.js";

type Network = [IPv4 | IPv6, number];

/** Whose `X-Forwarded-For` is trusted: nobody's, everybody's, or that of these networks. */
export type ProxyTrust = boolean | readonly Network[];

/** Parses `true`, `false`, or a comma-separated list of addresses and networks; undefined if it is none of these. */
export function parseProxyTrust(text: string): ProxyTrust | undefined {
  if (text === "true" || text === "false") return text === "true";
  const networks = text.split(",").map((part) => networkOf(part.trim()));
  return networks.every((network) => network !== undefined) ? networks : undefined;
}

/** Returns whether an address is in a trusted network; false for text that is not an address. */
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

/** Rejects the short IPv4 forms that only old programs accept, such as `10.1`. */
function isAddress(text: string): boolean {
  return text.includes(":") ? ipaddr.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text);
}
