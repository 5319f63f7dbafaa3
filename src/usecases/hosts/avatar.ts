import type { Avatar } from "../../db/queries/hosts/profiles.ts";
import { done, invalid, type Outcome } from "../../domain/refusal.ts";

/** The largest picture that can be uploaded, in bytes. */
export const MAX_AVATAR_BYTES = 512 * 1024;
/** The longer side of a stored picture, in pixels. */
const SIDE = 512;
/** A small file can unpack to a huge picture. */
const MAX_PIXELS = 40_000_000;

const DATA_URL = /^data:image\/(?:png|jpeg|webp);base64,([A-Za-z0-9+/]+={0,2})$/;

/**
 * Decodes a PNG, JPEG or WebP file from a data URL (RFC 2397) and encodes it again as a small WebP file, which drops everything
 * but the pixels, such as where a photo was taken. Refuses anything else, and pictures that are too large.
 */
export async function readAvatar(dataUrl: string): Promise<Outcome<Avatar>> {
  const [, base64] = DATA_URL.exec(dataUrl) ?? [];
  if (base64 === undefined) return notAPicture;
  const given = Buffer.from(base64, "base64");
  if (given.length > MAX_AVATAR_BYTES) return tooLarge;
  try {
    const { format } = await new Bun.Image(given, { maxPixels: MAX_PIXELS }).metadata();
    if (format !== "png" && format !== "jpeg" && format !== "webp") return notAPicture;
    const file = await new Bun.Image(given, { maxPixels: MAX_PIXELS })
      .resize(SIDE, SIDE, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 85 })
      .bytes();
    const hash = new Bun.CryptoHasher("sha256").update(file).digest("base64url").slice(0, 22);
    return done({ hash, file });
  } catch (error) {
    return (error as { code?: unknown }).code === "ERR_IMAGE_TOO_MANY_PIXELS" ? tooLarge : notAPicture;
  }
}

const notAPicture = invalid("/avatar", "must be a PNG, JPEG or WebP picture");
const tooLarge = invalid("/avatar", "must be at most 512 KB and 40 megapixels");
