import type { HostProfile } from "../domain/records.ts";
import type { Deps } from "../usecases/deps.ts";
import { textOrNull } from "./parts.ts";

/** What a host's public pages show besides the name. */
export const publicProfileFields = () => ({
  avatar_url: textOrNull("The address of the host's picture; null for none."),
  bio: textOrNull("A text about the host, in Markdown."),
  website: textOrNull("The host's website."),
  accent_color: textOrNull("The accent colour of the host's pages, as in `#1f4fc4`."),
});

export const publicProfileExample = {
  avatar_url: "https://book.example.com/avatars/Zm9vYmFyYmF6cXV4cXV1eA.webp",
  bio: "I help teams to **ship**.",
  website: "https://jane.example.com",
  accent_color: "#1f4fc4",
};

export function publicProfileJson(
  { publicUrl }: Pick<Deps, "publicUrl">,
  { avatar, bio, website, accent_color }: HostProfile,
) {
  return { avatar_url: avatar && `${publicUrl}${avatarPath(avatar)}`, bio, website, accent_color };
}

/** The path of a picture below the public URL. */
export function avatarPath(hash: string): string {
  return `/avatars/${hash}.webp`;
}
