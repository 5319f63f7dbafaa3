import { avatarPath } from "../../../api/public-profile.ts";
import { findProfile } from "../../../db/queries/hosts/profiles.ts";
import type { EventType, Host, HostProfile } from "../../../domain/records.ts";
import { basePathOf } from "../../../http/paths.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { accentPath } from "../../accent.ts";
import { markdownHtml } from "../../markdown.ts";
import type { PageHost, PageState } from "../state.ts";

/** What a page shows of its host and event type. */
export type Look = Pick<PageState, "host" | "descriptionHtml" | "showsEmbed">;

export async function lookOf(
  { database, publicUrl }: Deps,
  host: Host,
  { description }: Pick<EventType, "description">,
): Promise<Look> {
  const profile = await findProfile(database.read, host.id);
  return {
    host: pageHost(publicUrl, host, profile),
    descriptionHtml: description === null ? null : markdownHtml(description),
    showsEmbed: profile.show_embed_button,
  };
}

export function pageHost(publicUrl: string, { slug, name }: Host, profile: HostProfile): PageHost {
  const base = basePathOf(publicUrl);
  const { avatar, accent_color } = profile;
  return {
    username: slug,
    name,
    avatar: avatar && `${base}${avatarPath(avatar)}`,
    accent: accent_color && `${base}${accentPath(accent_color)}`,
  };
}
