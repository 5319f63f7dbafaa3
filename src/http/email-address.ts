/** An unquoted local part (RFC 5321, 4.1.2; RFC 6531 for non-ASCII letters) of at most 64 characters. */
const LOCAL_PART = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-][\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~.-]{0,63}$/u;
const DOMAIN =
  /^([\p{L}\p{N}]([\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}][\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}]$/u;

/** Returns whether email can be sent to an address. Rejects addresses with the start of an encoded word (RFC 2047). */
export function isEmailAddress(address: string): boolean {
  const at = address.lastIndexOf("@");
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  return LOCAL_PART.test(local) && !address.includes("=?") && !local.includes("..") && isDomainName(domain);
}

/** Returns whether text is a domain with a dot, in any script. No top-level domain is a number (RFC 3696, 2). */
export function isDomainName(domain: string): boolean {
  return DOMAIN.test(domain) && domain.length <= 253 && !/\.\p{N}+$/u.test(domain);
}
