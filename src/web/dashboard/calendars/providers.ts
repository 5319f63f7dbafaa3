/** Where hosts keep calendars that can be reached by CalDAV. */
export const providers = ["icloud", "fastmail", "nextcloud", "radicale", "other"] as const;
export type Provider = (typeof providers)[number];

type Preset = {
  readonly name: string;
  /** The address of its server, if it has one for everybody; otherwise an example. */
  readonly url?: string;
  readonly example?: string;
  /** Whether it accepts passwords that are made for an app, or no others. */
  readonly appPassword?: "offered" | "required";
};

/** What is known of each provider. `other` has no name of its own. */
export const presets: Readonly<Record<Provider, Preset>> = {
  icloud: { name: "iCloud", url: "https://caldav.icloud.com", appPassword: "required" },
  fastmail: { name: "Fastmail", url: "https://caldav.fastmail.com", appPassword: "required" },
  nextcloud: { name: "Nextcloud", example: "https://cloud.example.com", appPassword: "offered" },
  radicale: { name: "Radicale", example: "https://radicale.example.com" },
  other: { name: "", example: "caldav.example.com" },
};

/** The provider of this name; the first one for any other name. */
export function providerNamed(name: string): Provider {
  return providers.find((provider) => provider === name) ?? providers[0];
}
