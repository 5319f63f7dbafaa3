import { expect, test } from "bun:test";
import { readConfig } from "../../src/config/config.ts";
import { clientAddress } from "../../src/http/client-address.ts";
import { parseProxyTrust } from "../../src/config/proxy-trust.ts";

const behind = (forwarded: string, peer = "10.0.0.9", trust = "10.0.0.0/8, fd00::/8, 192.0.2.10") =>
  clientAddress(
    new Request("http://localhost/", { headers: forwarded === "" ? {} : { "x-forwarded-for": forwarded } }),
    peer,
    parseProxyTrust(trust)!,
  );

test.each([
  ["the client that the proxy names", "203.0.113.5", "203.0.113.5"],
  ["the last address that is not a proxy", "198.51.100.1, 203.0.113.5, 10.1.2.3", "203.0.113.5"],
  ["not an address claimed by the client", "10.0.0.1, 203.0.113.5", "203.0.113.5"],
  ["past several proxies of both kinds", "203.0.113.5, 192.0.2.10, fd00::7, 10.1.2.3", "203.0.113.5"],
  ["the network of an IPv6 client", "2001:db8:1:2::1, 10.1.2.3", "2001:db8:1:2::/64"],
  ["without its port", "203.0.113.5:4711", "203.0.113.5"],
  ["an IPv4 proxy written as IPv6", "203.0.113.5, ::ffff:10.1.2.3", "203.0.113.5"],
  ["other text unchanged", "unknown", "unknown"],
  ["empty entries left out", "203.0.113.5, ,", "203.0.113.5"],
  ["the first address if all are proxies", "10.1.1.1, 10.2.2.2", "10.1.1.1"],
  ["the proxy itself without the header", "", "10.0.0.9"],
])("behind listed proxies a client is %s", (_what, forwarded, client) => {
  expect(behind(forwarded)).toBe(client);
});

test.each(["203.0.113.9", "11.0.0.1", "fe80::1", "192.0.2.11"])(
  "%s is not a listed proxy and cannot name another client",
  (peer) => {
    expect(behind("198.51.100.7", peer)).toBe(behind("", peer));
    expect(behind("198.51.100.7", peer)).not.toBe("198.51.100.7");
  },
);

test.each(["::ffff:10.0.0.9", "fd00::1", "192.0.2.10"])("%s is a listed proxy", (peer) => {
  expect(behind("198.51.100.7", peer)).toBe("198.51.100.7");
});

test.each([
  "",
  "yes",
  "10.0.0.0/33",
  "10.0.0",
  "fd00::/129",
  "10.0.0.0/8;fd00::/8",
  "true, 10.0.0.0/8",
  "localhost",
])("serve rejects TRUST_PROXY=%p in one line", (value) => {
  const source = { env: { TRUST_PROXY: value || " " }, readFile: () => "" };
  expect(() => readConfig(source)).toThrow(
    "it takes true, false, or addresses and networks such as 127.0.0.1, 10.0.0.0/8, fd00::/8",
  );
});
