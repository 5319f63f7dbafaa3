import { describe, expect, test } from "bun:test";
import { isPublicAddress, namesPrivateHost } from "../../src/network/public-address.ts";

describe("an address", () => {
  test.each<[string, string[]]>([
    ["loopback", ["127.0.0.1", "127.255.255.254", "::1"]],
    ["unspecified", ["0.0.0.0", "0.1.2.3", "::"]],
    ["private", ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd12::1", "fec0::1"]],
    ["link-local", ["169.254.1.1", "fe80::1"]],
    [
      "a cloud's metadata address",
      ["169.254.169.254", "fd00:ec2::254", "100.100.100.200", "192.0.0.192", "168.63.129.16"],
    ],
    ["shared (carrier-grade NAT)", ["100.64.0.1", "100.127.255.255"]],
    ["multicast or broadcast", ["224.0.0.1", "239.1.1.1", "255.255.255.255", "ff02::1"]],
    [
      "reserved",
      ["192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "240.0.0.1", "2001:db8::1", "100::1"],
    ],
    [
      "an IPv4 address in IPv6",
      ["::ffff:127.0.0.1", "::ffff:a00:1", "::127.0.0.1", "::7f00:1", "64:ff9b::7f00:1", "2002:7f00:1::"],
    ],
    ["not an address", ["", "example.com", "127.0.0.1.example.com"]],
  ])("that is %s is not public", (_what, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  test("of the internet is public", () => {
    const addresses = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"];
    expect(addresses.filter(isPublicAddress)).toEqual(addresses);
  });
});

describe("a URL", () => {
  test.each([
    "http://localhost/",
    "http://LOCALHOST:8080/",
    "http://localhost./",
    "http://printer.localhost/",
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://0x7f.0.0.1/",
    "http://0/",
    "http://１２７.0.0.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:7f00:0001]/",
    "http://[fe80::1]/",
    "http://169.254.169.254/latest/meta-data/",
  ])("like %s is obviously private", (url) => {
    expect(namesPrivateHost(new URL(url))).toBe(true);
  });

  test.each([
    "http://example.com/",
    "https://8.8.8.8/",
    "https://notlocalhost/",
    "https://[2606:4700::1111]/",
  ])("like %s is not", (url) => expect(namesPrivateHost(new URL(url))).toBe(false));
});
