import { type Static, Type } from "@sinclair/typebox";
import { unreachableChoices } from "../../domain/calendars.ts";
import {
  color,
  forChange,
  nonEmpty,
  nullable,
  oneOf,
  strictObject,
  text as textField,
  trueOrFalse,
  webAddress,
} from "../../http/fields.ts";
import { currentPassword, hostFields } from "../../http/host-fields.ts";
import { readOnly } from "../../http/read-only.ts";
import { named } from "../../http/route.ts";
import { localeFor } from "../../i18n/locale.ts";
import { MAX_AVATAR_BYTES } from "../../usecases/hosts/avatar.ts";
import type { HostChanges, ProfileChanges } from "../../usecases/hosts/hosts.ts";
import { limitsField } from "../limits.ts";
import { publicProfileExample } from "../public-profile.ts";
import { whenUnreachable } from "./models.ts";

const { password: _, ...profileFields } = hostFields;
export const repeatable = readOnly("id", "avatar_url");

/** A data URL of at most `MAX_AVATAR_BYTES` in base64. */
const MAX_AVATAR_LENGTH = Math.ceil((MAX_AVATAR_BYTES * 4) / 3) + 100;

const publicFields = {
  avatar: nullable(
    Type.String({
      pattern: "^data:image/(png|jpeg|webp);base64,",
      maxLength: MAX_AVATAR_LENGTH,
      says: "must be a PNG, JPEG or WebP picture of at most 512 KB as a data URL",
    }),
    {
      description:
        "A picture for your pages: a PNG, JPEG or WebP file of at most 512 KB as a data URL; null removes it. It is stored as WebP of at most 512 pixels, without metadata.",
      examples: ["data:image/png;base64,iVBORw0KGgo…"],
    },
  ),
  bio: nullable(textField(2000), {
    description: "A text about you in Markdown; null for none. Raw HTML and images are not shown.",
    examples: [publicProfileExample.bio],
  }),
  website: nullable(webAddress(), { description: "Your website; null for none." }),
  accent_color: nullable(color(), {
    description: "The accent colour of your pages, `#rrggbb`; null for the default.",
  }),
  show_embed_button: trueOrFalse({
    description: "Whether booking pages have a button that shows how to embed them.",
  }),
  limits: limitsField("Limits on all your event types together."),
  when_calendar_unreachable: oneOf(unreachableChoices, { description: whenUnreachable }),
};

export const changeBody = named(
  "ChangeHost",
  strictObject(
    {
      ...forChange({ ...profileFields, ...publicFields }),
      ...repeatable,
      current_password: Type.Optional(
        currentPassword("Your current password; required to change the email address if you have one."),
      ),
    },
    { description: "Changes to your profile." },
  ),
  ({ host, zone }) => ({ name: host.name, timezone: zone.name }),
);

/** Splits a validated body into changes of the host and of the profile. */
export function hostChanges({
  timezone,
  language,
  avatar,
  bio,
  website,
  accent_color,
  show_embed_button,
  limits,
  ...plain
}: Omit<Static<typeof changeBody>, "current_password" | keyof typeof repeatable>): {
  host: HostChanges;
  profile: ProfileChanges;
} {
  const host = {
    ...plain,
    ...(timezone !== undefined && { time_zone: timezone }),
    ...(language !== undefined && { locale: localeFor(language, null).locale }),
  };
  const profile = {
    ...(avatar !== undefined && { avatar }),
    ...(bio !== undefined && { bio: nonEmpty(bio) }),
    ...(website !== undefined && { website }),
    ...(accent_color !== undefined && { accent_color: accent_color?.toLowerCase() ?? null }),
    ...(show_embed_button !== undefined && { show_embed_button }),
    ...(limits !== undefined && { limits }),
  };
  return { host, profile };
}
