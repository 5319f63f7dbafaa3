import { hkdfSync } from "node:crypto";

/** What a code is for. */
type CodeRow = { readonly id: number; readonly address: string; readonly expires_at: number };

/** The six digits of a code. They follow from its row and the server's secret, so that neither is enough. */
export type EmailCodes = (row: CodeRow) => string;

const DIGITS = 6;
/** So many bits of an HMAC that each code of six digits is as likely as the next, but for one part in 10⁸. */
const BYTES = 6;

/** Makes codes of HMAC-SHA256 under a key that HKDF (RFC 5869) derives from the server's secret for this alone. */
export function emailCodes(secret: Uint8Array): EmailCodes {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "schedkit email code", 32));
  return ({ id, address, expires_at }) => {
    const mac = new Bun.CryptoHasher("sha256", key).update(`${id}:${address}:${expires_at}`).digest();
    return String(mac.readUIntBE(0, BYTES) % 10 ** DIGITS).padStart(DIGITS, "0");
  };
}
