import { timingSafeEqual } from "node:crypto";

/** What a link in an email permits. The confirm token is valid for confirming and declining. */
export type Purpose = "confirm" | "cancel" | "reschedule" | "disown";

/** Issues and verifies the tokens of links in emails, derived from one secret. */
export type ActionTokens = {
  /** The token for one purpose of a booking; the same every time. */
  issue(purpose: Purpose, booking: { readonly id: number; readonly uid: string }): string;
  /** The booking id that a token claims; undefined if it does not have the shape of a token. */
  bookingId(token: string): number | undefined;
};

const ID_BYTES = 6;
const MAC_BYTES = 16;
const SHAPE = /^[A-Za-z0-9_-]{30}$/;
/** An all-digit segment is always an id, never a token. */
const ONLY_DIGITS = /^\d+$/;

/**
 * A token is 30 characters of base64url: the booking's id and 128 bits of HMAC-SHA256 over purpose and uid. The uid is
 * random, so a token is useless once its booking is gone, even if ids are reused after a restore. Nothing is stored, so a
 * copy of the database without the secret opens no link.
 */
export function actionTokens(secret: Uint8Array): ActionTokens {
  const mac = (purpose: Purpose, uid: string) =>
    new Bun.CryptoHasher("sha256", secret).update(`${purpose}:${uid}`).digest();
  return {
    issue(purpose, { id, uid }) {
      const bytes = Buffer.alloc(ID_BYTES + MAC_BYTES);
      bytes.writeUIntBE(id, 0, ID_BYTES);
      mac(purpose, uid).copy(bytes, ID_BYTES, 0, MAC_BYTES);
      return bytes.toString("base64url");
    },
    bookingId(token) {
      if (!SHAPE.test(token) || ONLY_DIGITS.test(token)) return undefined;
      return Buffer.from(token, "base64url").readUIntBE(0, ID_BYTES);
    },
  };
}

/** Compares two strings in constant time. */
export function sameToken(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
