import { timingSafeEqual } from "node:crypto";

/** What a link permits. The confirm token is valid for confirming and declining. */
export type Purpose = "confirm" | "disown" | "guests" | SharedPurpose | `host_${SharedPurpose}`;

/** What links of both sides permit, each with tokens of their own. */
export type SharedPurpose = "cancel" | "reschedule" | "view";

type Identity = { readonly id: number; readonly uid: string };

/** Issues and verifies the tokens of links in emails, derived from one secret. */
export type ActionTokens = {
  /**
   * The token for one purpose of a booking; the same every time. The confirm token belongs to the start in milliseconds that
   * its email names; without one, it is the token of versions that did not bind it to a time.
   */
  issue(purpose: Purpose, booking: Identity, startsAt?: number): string;
  /** What a token claims; undefined if it does not have the shape of a token. */
  claim(token: string): { readonly id: number; readonly startsAt: number | undefined } | undefined;
};

const NUMBER_BYTES = 6;
const MAC_BYTES = 16;
const SHAPE = /^(?:[A-Za-z0-9_-]{30}|[A-Za-z0-9_-]{38})$/;
/** An all-digit segment is always an id, never a token. */
const ONLY_DIGITS = /^\d+$/;

/**
 * A token is base64url: the booking's id, the start if it is bound to one, and 128 bits of HMAC-SHA256 over purpose, uid and
 * start. The uid is random, so a token is useless once its booking is gone, even if ids are reused after a restore. Nothing
 * is stored, so a copy of the database without the secret opens no link.
 */
export function actionTokens(secret: Uint8Array): ActionTokens {
  return {
    issue(purpose, { id, uid }, startsAt) {
      const numbers = startsAt === undefined ? [id] : [id, startsAt];
      const text = [purpose, uid, ...numbers.slice(1)].join(":");
      const mac = new Bun.CryptoHasher("sha256", secret).update(text).digest();
      const bytes = Buffer.alloc(numbers.length * NUMBER_BYTES + MAC_BYTES);
      numbers.forEach((number, index) => bytes.writeUIntBE(number, index * NUMBER_BYTES, NUMBER_BYTES));
      mac.copy(bytes, numbers.length * NUMBER_BYTES, 0, MAC_BYTES);
      return bytes.toString("base64url");
    },
    claim(token) {
      if (!SHAPE.test(token) || ONLY_DIGITS.test(token)) return undefined;
      const bytes = Buffer.from(token, "base64url");
      const isBound = bytes.length > NUMBER_BYTES + MAC_BYTES;
      return {
        id: bytes.readUIntBE(0, NUMBER_BYTES),
        startsAt: isBound ? bytes.readUIntBE(NUMBER_BYTES, NUMBER_BYTES) : undefined,
      };
    },
  };
}

/** Compares two strings in constant time. */
export function sameToken(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
