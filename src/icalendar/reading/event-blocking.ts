import { linesOf, type RawComponent } from "./components.ts";
import { propertyIn } from "./event-values.ts";
import { parameterOf, parseProperty, textOf } from "./property.ts";

/**
 * Whether an event takes time: not if it is cancelled, transparent (RFC 5545, 3.8.2.7), free by Outlook's own property, or
 * declined by one of `addresses`, which are in lower case.
 */
export function blocks(raw: RawComponent, addresses: readonly string[]): boolean {
  return !(
    isSaid(raw, "status", "CANCELLED") ||
    isSaid(raw, "transp", "TRANSPARENT") ||
    isSaid(raw, "x-microsoft-cdo-busystatus", "FREE") ||
    isDeclined(raw, addresses)
  );
}

function isSaid(raw: RawComponent, name: string, value: string): boolean {
  return textOf(propertyIn(raw, name))?.toUpperCase() === value;
}

function isDeclined(raw: RawComponent, addresses: readonly string[]): boolean {
  return linesOf(raw, "attendee")
    .filter((line) => addresses.some((address) => line.toLowerCase().includes(address)))
    .some((line) => isDeclinedBy(line, addresses));
}

/** The address is the value, or a parameter (RFC 7986, 6.2) beside a value that only the server knows. */
function isDeclinedBy(line: string, addresses: readonly string[]): boolean {
  const property = parseProperty(line);
  if (!property || parameterOf(property, "partstat")?.toUpperCase() !== "DECLINED") return false;
  const given = [textOf(property), parameterOf(property, "email")];
  return given.some((address) => addresses.includes((address ?? "").toLowerCase().replace(/^mailto:/, "")));
}
