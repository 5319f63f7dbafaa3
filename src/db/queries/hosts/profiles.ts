import type { HostProfile } from "../../../domain/records.ts";
import type { Db, Trx } from "../../database.ts";
import { prepared } from "../../prepared.ts";

/** The profile of a host who has not changed it. */
export const standardProfile: HostProfile = {
  bio: null,
  website: null,
  accent_color: null,
  show_embed_button: true,
  avatar: null,
  limits: [],
};

const byHost = prepared((db, hostId: number) =>
  db
    .selectFrom("host_profiles")
    .select(["bio", "website", "accent_color", "show_embed_button", "avatar_hash", "limits"])
    .where("host_id", "=", hostId),
);

export async function findProfile(db: Db, hostId: number): Promise<HostProfile> {
  const [row] = await byHost(db, hostId);
  if (!row) return standardProfile;
  const { avatar_hash, show_embed_button, ...plain } = row;
  return {
    ...plain,
    show_embed_button: show_embed_button === 1,
    avatar: avatar_hash,
    limits: JSON.parse(plain.limits),
  };
}

/** Replaces a host's profile, except the picture. */
export async function saveProfile(
  trx: Trx,
  host_id: number,
  { bio, website, accent_color, show_embed_button, limits }: HostProfile,
): Promise<void> {
  const columns = {
    bio,
    website,
    accent_color,
    show_embed_button: show_embed_button ? 1 : 0,
    limits: JSON.stringify(limits),
  } as const;
  await trx
    .insertInto("host_profiles")
    .values({ host_id, ...columns, avatar_hash: null, avatar: null })
    .onConflict((conflict) => conflict.column("host_id").doUpdateSet(columns))
    .execute();
}

/** A picture as a WebP file, and its hash. */
export type Avatar = { readonly hash: string; readonly file: Uint8Array };

/** Replaces the picture of a host with a saved profile; null removes it. */
export async function saveAvatar(trx: Trx, hostId: number, picture: Avatar | null): Promise<void> {
  await trx
    .updateTable("host_profiles")
    .set({ avatar_hash: picture?.hash ?? null, avatar: picture?.file ?? null })
    .where("host_id", "=", hostId)
    .execute();
}

/** The file with this hash; undefined if no host has that picture now. */
export async function findAvatar(db: Db, hash: string): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom("host_profiles")
    .select("avatar")
    .where("avatar_hash", "=", hash)
    .limit(1)
    .executeTakeFirst();
  return row?.avatar ?? undefined;
}
