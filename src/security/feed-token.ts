import { hkdfSync } from "node:crypto";
import type { EpochMs } from "../domain/interval.ts";
import { sameToken } from "./action-token.ts";

/** A host's feed. Ids can be used again after a deletion, so the time of the host's creation is part of it. */
export type FeedIdentity = {
  readonly hostId: number;
  readonly hostCreatedAt: EpochMs;
  /** Incremented to make earlier addresses useless. */
  readonly generation: number;
};

/** Issues and verifies the tokens in the addresses of calendar feeds. Nothing is stored. */
export type FeedTokens = {
  /** The token of a feed; the same every time. */
  issue(feed: FeedIdentity): string;
  /** The id of the host that a token claims to be for; undefined if it does not have the shape of a token. */
  claim(token: string): number | undefined;
  /** Returns whether the token is the one of this feed. */
  isFor(token: string, feed: FeedIdentity): boolean;
};

const ID_BYTES = 6;
const GENERATION_BYTES = 4;
const MAC_BYTES = 16;
const SHAPE = /^[A-Za-z0-9_-]{35}$/;

/**
 * A token is base64url: the host's id, the generation, and 128 bits of HMAC-SHA256 with a key that HKDF (RFC 5869) derives
 * from the server's secret.
 */
export function feedTokens(secret: Uint8Array): FeedTokens {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "schedkit calendar feed", 32));
  function issue({ hostId, hostCreatedAt, generation }: FeedIdentity): string {
    const text = [hostId, hostCreatedAt, generation].join(":");
    const mac = new Bun.CryptoHasher("sha256", key).update(text).digest();
    const bytes = Buffer.alloc(ID_BYTES + GENERATION_BYTES + MAC_BYTES);
    bytes.writeUIntBE(hostId, 0, ID_BYTES);
    bytes.writeUIntBE(generation, ID_BYTES, GENERATION_BYTES);
    mac.copy(bytes, ID_BYTES + GENERATION_BYTES, 0, MAC_BYTES);
    return bytes.toString("base64url");
  }
  return {
    issue,
    claim: (token) =>
      SHAPE.test(token) ? Buffer.from(token, "base64url").readUIntBE(0, ID_BYTES) : undefined,
    isFor: (token, feed) => sameToken(token, issue(feed)),
  };
}
