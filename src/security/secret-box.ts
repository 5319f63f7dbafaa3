import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Encrypts texts that the server has to read again, so that a copy of the database alone does not reveal them. */
export type SecretBox = {
  /** Encrypts a text for `open` with the same secret and `place`; the result differs every time. */
  seal(text: string, place: string): string;
  /** Decrypts a text; undefined if it was sealed with another secret or for another place, or was modified. */
  open(sealed: string, place: string): string | undefined;
};

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM with a key that HKDF (RFC 5869) derives from the server's secret. */
export function secretBox(secret: Uint8Array): SecretBox {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "schedkit secret box", 32));
  return {
    seal(text, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return sealed.toString("base64url");
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed, "base64url");
      const tagAt = bytes.length - TAG_BYTES;
      if (tagAt < IV_BYTES) return undefined;
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES))
          .setAAD(Buffer.from(place))
          .setAuthTag(bytes.subarray(tagAt));
        const text = [decipher.update(bytes.subarray(IV_BYTES, tagAt)), decipher.final()];
        return Buffer.concat(text).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
}
