import { emailAddress, language, oneLine, slug, text, timeZone } from "./fields.ts";
import { textFormat } from "./formats.ts";

/** A host's current password; `hostFields.password` is for new ones. */
export const currentPassword = (description: string) => text(200, { description });

/** The fields of a host, shared by the API and the command line. */
export const hostFields = {
  name: oneLine(200, { description: "The full name.", examples: ["Jane Doe"] }),
  email: emailAddress({ description: "The email address.", examples: ["jane@example.com"] }),
  slug: slug({ description: "The `username` in paths.", examples: ["jane"] }),
  timezone: timeZone({ description: "The time zone: an IANA name." }),
  language: language({ description: "The language of the emails: a language tag such as `de` or `en-GB`." }),
  password: text(200, {
    format: textFormat(12, 200),
    says: "must have 12 to 200 characters",
    openapi: { type: "string", minLength: 12, maxLength: 200 },
    description:
      "The new password. Rejected if it is easy to guess, such as a common one followed by digits.",
  }),
};
