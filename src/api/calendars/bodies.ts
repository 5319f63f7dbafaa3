import { FormatRegistry, type SchemaOptions, type Static, Type } from "@sinclair/typebox";
import { oneLine, oneOf, strictObject, trueOrFalse } from "../../http/fields.ts";
import { named } from "../../http/route.ts";
import type { NewAccount } from "../../usecases/calendars/accounts.ts";

const MOST_URL = 2_048;

/** A URL, or just the name of a server. */
FormatRegistry.Set("calendar-url", (text) => {
  const url = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  return /^(https?|webcals?):\/\/[^\s\\]+$/i.test(url) && URL.canParse(url) && isPlain(new URL(url));
});

function isPlain({ username, password }: URL): boolean {
  return username === "" && password === "";
}

const url = (options: SchemaOptions) =>
  Type.String({
    format: "calendar-url",
    maxLength: MOST_URL,
    says: `must be an address like https://example.com/calendar.ics, without user and password, of at most ${MOST_URL} characters`,
    openapi: { type: "string", maxLength: MOST_URL },
    ...options,
  });

/** Passwords may contain anything but control characters. */
const secret = (options: SchemaOptions) =>
  Type.String({
    minLength: 1,
    maxLength: 500,
    pattern: "^[^\\u0000-\\u001f\\u007f]+$",
    says: "must be text of at most 500 characters, without control characters",
    ...options,
  });

const kinds = ["ics", "caldav"] as const;

const fields = {
  kind: oneOf(kinds, {
    description: "`ics` for the address of a calendar file, which can only be read; `caldav` for an account.",
  }),
  url: url({
    description: "The address of the file, or of the CalDAV server; its name is enough for most servers.",
    examples: ["https://caldav.example.com"],
  }),
  username: Type.Optional(
    secret({ description: "The user name; for `caldav`.", examples: ["jane@example.com"] }),
  ),
  password: Type.Optional(
    secret({
      description: "The password; for `caldav`. Many providers want one that is made for an app.",
      examples: ["one-more-app-password"],
    }),
  ),
  name: oneLine(100, { description: "Your name for it.", examples: ["Fastmail"] }),
};

export const createBody = named(
  "CreateCalendarAccount",
  strictObject(fields, { description: "A calendar account to connect." }),
  () => ({
    kind: "caldav" as const,
    url: "https://caldav.example.com",
    username: "jane@example.com",
    password: "one-more-app-password",
    name: "Fastmail",
  }),
);

const { kind: _, ...changeable } = fields;

export const changeBody = named(
  "ChangeCalendarAccount",
  strictObject(
    {
      ...changeable,
      url: Type.Optional(changeable.url),
      name: Type.Optional(changeable.name),
      paused: Type.Optional(trueOrFalse({ description: "Whether it is neither read nor written for now." })),
    },
    { description: "Changes to a calendar account." },
  ),
  () => ({ password: "another-app-password" }),
);

export const calendarBody = named(
  "ChangeCalendar",
  strictObject(
    {
      busy: Type.Optional(trueOrFalse({ description: "Whether its events block your time." })),
      is_target: Type.Optional(
        trueOrFalse({ description: "Whether bookings are written there; at most one of your calendars." }),
      ),
    },
    { description: "What a calendar is used for." },
  ),
  () => ({ busy: true, is_target: true }),
);

export const disconnectQuery = strictObject({
  entries: Type.Optional(
    oneOf(["keep", "remove"], {
      description: "What becomes of the entries of bookings that were written there.",
      standard: "keep",
    }),
  ),
});

/** The account in a validated body. */
export function accountFrom({ url: typed, ...plain }: Static<typeof createBody>): NewAccount {
  return { ...plain, url: fullUrl(typed) };
}

/** Adds the scheme to the name of a server. */
export function fullUrl(typed: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
}
