import { hkdfSync } from "node:crypto";

type CodeRow = { readonly id: number; readonly address: string; readonly expires_at: number };

/** Computes the six digits of a code from its row and the server's secret; neither is enough alone. */
export type EmailCodes = (row: CodeRow) => string;

const DIGITS = 6;
/** Enough bits of the HMAC for a bias below one part in 10⁸. */
const BYTES = 6;

/** Codes are HMAC-SHA256 with a key that HKDF (RFC 5869) derives from the server's secret. */
export function emailCodes(secret: Uint8Array): EmailCodes {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "schedkit email code", 32));
  return ({ id, address, expires_at }) => {
    const mac = new Bun.CryptoHasher("sha256", key).update(`${id}:${address}:${expires_at}`).digest();
    return String(mac.readUIntBE(0, BYTES) % 10 ** DIGITS).padStart(DIGITS, "0");
  };
}
