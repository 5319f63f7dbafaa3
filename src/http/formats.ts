import { FormatRegistry } from "@sinclair/typebox";
import { parseDate, parseInstant, parseTimeOfDay } from "../domain/clock.ts";
import { codePointsIn, hasAtMost, oneLine } from "../domain/text/typed-text.ts";
import { findZone } from "../domain/zone.ts";
import { parseLocale } from "../i18n/locale.ts";
import { isDomainName, isEmailAddress } from "./email-address.ts";

// oxlint-disable-next-line no-control-regex -- refusing control characters is the point
const ANY_CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]|[\ud800-\udfff]/u;
const CONTROL_BUT_LINES =
  // oxlint-disable-next-line no-control-regex -- likewise
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udfff]/u;

FormatRegistry.Set("instant", (text) => parseInstant(text) !== undefined);
FormatRegistry.Set("calendar-date", (text) => parseDate(text) !== undefined);
FormatRegistry.Set("time-of-day", (text) => parseTimeOfDay(text) !== undefined);
FormatRegistry.Set("time-zone", (text) => findZone(text) !== undefined);
FormatRegistry.Set("language-tag", (text) => parseLocale(text) !== undefined);
FormatRegistry.Set("mail-address", isEmailAddress);
FormatRegistry.Set("domain-name", isDomainName);
FormatRegistry.Set("web-address", (text) => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname.includes(".") && url.username === "";
});

/** URLs allow more, such as `;` and `*`, that no name of a host has. */
const HOST = /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:\d+)?$/;

FormatRegistry.Set("https-address", (text) => {
  if (!/^https:\/\/[^\p{Cc}]+$/iu.test(text)) return false;
  const url = URL.parse(text);
  return url !== null && HOST.test(url.host) && url.username === "" && url.password === "";
});

/** The name of a format for one line of text with something visible, of at most `longest` code points. */
export function lineFormat(longest: number): string {
  const name = `line-${longest}`;
  FormatRegistry.Set(
    name,
    (text) => hasAtMost(text, longest) && !ANY_CONTROL.test(text) && oneLine(text) !== "",
  );
  return name;
}

/** The name of a format for text of `shortest` to `longest` code points. */
export function textFormat(shortest: number, longest: number): string {
  const name = `text-${shortest}-${longest}`;
  FormatRegistry.Set(
    name,
    (text) => hasAtMost(text, longest) && codePointsIn(text) >= shortest && !CONTROL_BUT_LINES.test(text),
  );
  return name;
}

/** The name of a format for integers in this range. */
export function rangeFormat(minimum: number, maximum: number): string {
  const name = `whole-number-${minimum}-${maximum}`;
  FormatRegistry.Set(name, (digits) => /^\d{1,15}$/.test(digits) && within(Number(digits), minimum, maximum));
  return name;
}

function within(value: number, minimum: number, maximum: number): boolean {
  return value >= minimum && value <= maximum;
}
