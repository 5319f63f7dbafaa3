import { hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { DAY_MS, type EpochMs } from "../domain/interval.ts";

/** How long a device stays known after a sign-in. */
export const DEVICE_KNOWN_MS = 180 * DAY_MS;

/**
 * Device cookies (OWASP: Slow Down Online Guessing Attacks with Device Cookies). They prove that a host has signed in on this
 * device before. They grant no access; a known device only has its own delay for wrong passwords.
 */
export type DeviceTokens = {
  issue(hostId: number, now: EpochMs): string;
  /** Returns the nonce of a valid token for this host; undefined for any other token. */
  deviceOf(token: string, hostId: number, now: EpochMs): string | undefined;
};

const NONCE_BYTES = 16;

/** HMAC-SHA256 with a key that HKDF (RFC 5869) derives from the server's secret. */
export function deviceTokens(secret: Uint8Array): DeviceTokens {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "schedkit device", 32));
  const signed = (hostId: number, nonce: string, issued: string) =>
    new Bun.CryptoHasher("sha256", key).update(`${hostId}.${nonce}.${issued}`).digest();
  return {
    issue(hostId, now) {
      const [nonce, issued] = [randomBytes(NONCE_BYTES).toString("base64url"), now.toString(36)];
      return `${nonce}.${issued}.${signed(hostId, nonce, issued).toString("base64url")}`;
    },
    deviceOf(token, hostId, now) {
      const [nonce = "", issued = "", signature = ""] = token.split(".");
      const given = Buffer.from(signature, "base64url");
      const right = signed(hostId, nonce, issued);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      return Number.parseInt(issued, 36) > now - DEVICE_KNOWN_MS ? nonce : undefined;
    },
  };
}
