import { hkdfSync } from "node:crypto";
import type { EpochMs } from "../domain/interval.ts";
import { sameToken } from "./action-token.ts";

/** A private link. Ids can be used again after a deletion, so the time of its creation is part of it. */
type LinkIdentity = { readonly id: number; readonly created_at: EpochMs };

/** Issues and verifies the tokens of private links. Nothing is stored. */
export type PrivateLinkTokens = {
  /** The token of a link; the same every time. */
  issue(link: LinkIdentity): string;
  /** The id of the link that a token claims to be for; undefined if it does not have the shape of a token. */
  claim(token: string): number | undefined;
  /** Returns whether the token is the one of this link. */
  isFor(token: string, link: LinkIdentity): boolean;
};

const ID_BYTES = 6;
const MAC_BYTES = 16;
const SHAPE = /^[A-Za-z0-9_-]{30}$/;

/**
 * A token is base64url: the link's id, and 128 bits of HMAC-SHA256 with a key that HKDF (RFC 5869) derives from the server's
 * secret.
 */
export function privateLinkTokens(secret: Uint8Array): PrivateLinkTokens {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "schedkit private link", 32));
  function issue({ id, created_at }: LinkIdentity): string {
    const mac = new Bun.CryptoHasher("sha256", key).update(`${id}:${created_at}`).digest();
    const bytes = Buffer.alloc(ID_BYTES + MAC_BYTES);
    bytes.writeUIntBE(id, 0, ID_BYTES);
    mac.copy(bytes, ID_BYTES, 0, MAC_BYTES);
    return bytes.toString("base64url");
  }
  return {
    issue,
    claim: (token) =>
      SHAPE.test(token) ? Buffer.from(token, "base64url").readUIntBE(0, ID_BYTES) : undefined,
    isFor: (token, link) => sameToken(token, issue(link)),
  };
}
