import { hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { DAY_MS, type EpochMs } from "../domain/interval.ts";

/** How long a device counts as known after it was last signed in. */
export const DEVICE_KNOWN_MS = 180 * DAY_MS;

/**
 * Tokens that say that a host signed in with this device before (OWASP: Slow Down Online Guessing Attacks with Device Cookies).
 * They open nothing: a device that is known has a number of wrong passwords of its own.
 */
export type DeviceTokens = {
  issue(hostId: number, now: EpochMs): string;
  /** The random part of a token that holds for the host; undefined for any other. */
  deviceOf(token: string, hostId: number, now: EpochMs): string | undefined;
};

const NONCE_BYTES = 16;

/** Makes tokens of HMAC-SHA256 under a key that HKDF (RFC 5869) derives from the server's secret for this alone. */
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
