import ICAL from "ical.js";

/** A property as ical.js parses it (jCal, RFC 7265). */
export type Property = {
  /** By name in lower case. Values may be lists. */
  readonly parameters: ReadonlyMap<string, unknown>;
  readonly type: string;
  readonly values: readonly unknown[];
};

/** Parses one unfolded line; undefined if it is malformed. */
export function parseProperty(line: string): Property | undefined {
  const parsed = parsedLine(line);
  if (!Array.isArray(parsed)) return undefined;
  const [, parameters, type, ...values]: unknown[] = parsed;
  if (typeof parameters !== "object" || parameters === null) return undefined;
  return { parameters: new Map(Object.entries(parameters)), type: String(type), values };
}

/** The first value as text, trimmed; undefined if there is none. */
export function textOf(property: Property | undefined): string | undefined {
  const value = property?.values[0];
  return typeof value === "string" ? value.trim() : undefined;
}

/** A parameter that has one value, such as `TZID`. */
export function parameterOf(property: Property, name: string): string | undefined {
  const value = property.parameters.get(name);
  return typeof value === "string" ? value.trim() : undefined;
}

function parsedLine(line: string): unknown {
  try {
    return ICAL.parse.property(line);
  } catch {
    return undefined;
  }
}
