import { timingSafeEqual } from "node:crypto";

/** What a link in an email may do. The confirm token answers for both approving and declining. */
export type Purpose = "confirm" | "cancel" | "reschedule" | "disown";

/** Makes and checks the tokens of links in emails, all from one secret. */
export type ActionTokens = {
  /** The token for one purpose of one booking; always the same for the same booking and secret. */
  issue(purpose: Purpose, booking: { readonly id: number; readonly uid: string }): string;
  /** The booking id that a token claims; undefined when it does not have a token's shape. */
  bookingId(token: string): number | undefined;
};

const ID_BYTES = 6;
const MAC_BYTES = 16;
const SHAPE = /^[A-Za-z0-9_-]{30}$/;
/** The longest all-digit string is an id and never a token. */
const ONLY_DIGITS = /^\d+$/;

/**
 * A token is 30 characters of base64url: the booking's id and 128 bits of HMAC-SHA256 over purpose and uid.
 * The uid is random, so a token dies with its booking even where ids are given again after a restore. Nothing
 * of it is stored: a copy of the database without the secret opens no link.
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

/** Compares two strings in a time that does not tell where they differ. */
export function sameToken(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
