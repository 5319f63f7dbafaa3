/**
 * The fields of a form by their names, each with its values in order. Parts of lists and objects have dotted names such as
 * `questions.0.label`.
 */
export type Sent = ReadonlyMap<string, readonly string[]>;

export const nothingSent: Sent = new Map();

/** Reads the pairs of a parsed form body; anything else is an empty form. */
export function sentBy(body: unknown): Sent {
  const sent = new Map<string, string[]>();
  if (!Array.isArray(body)) return sent;
  for (const [name, value] of body as [string, string][]) {
    const before = sent.get(name);
    if (before) before.push(value);
    else sent.set(name, [value]);
  }
  return sent;
}

/** The last value of a field; an empty text if it was not sent. */
export function valueOf(sent: Sent, name: string): string {
  return sent.get(name)?.at(-1) ?? "";
}

/** A form filled in with a JSON value: numbers as digits, `on` and `off` for booleans,
 * and an empty text for null. */
export function filledWith(json: object, prefix = ""): Map<string, readonly string[]> {
  const sent = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(json)) {
    const path = `${prefix}${name}`;
    if (isLines(value)) sent.set(path, [value.join("\n")]);
    else if (isNumbers(value)) sent.set(path, value.map(String));
    else if (typeof value === "object" && value !== null)
      for (const [inner, values] of filledWith(value, `${path}.`)) sent.set(inner, values);
    else sent.set(path, [textOf(value)]);
  }
  return sent;
}

/** A list of texts is edited as lines. */
function isLines(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string");
}

/** A list of numbers, such as ids, is chosen from. */
function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "number");
}

function textOf(value: unknown): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The positions in a list of which something was sent, in order. */
export function positionsIn(sent: Sent, list: string): number[] {
  const found = new Set<number>();
  for (const name of sent.keys()) {
    if (!name.startsWith(`${list}.`)) continue;
    const [, digits] = /^(\d{1,4})(?:\.|$)/.exec(name.slice(list.length + 1)) ?? [];
    if (digits !== undefined) found.add(Number(digits));
  }
  return [...found].sort((a, b) => a - b);
}

/** The form with the items of a list in this order; positions that are left out are removed. */
export function reordered(sent: Sent, list: string, order: readonly number[]): Sent {
  const next = new Map<string, readonly string[]>();
  for (const [name, values] of sent) if (!name.startsWith(`${list}.`)) next.set(name, values);
  order.forEach((position, index) => {
    const prefix = `${list}.${position}.`;
    for (const [name, values] of sent)
      if (name.startsWith(prefix)) next.set(`${list}.${index}.${name.slice(prefix.length)}`, values);
  });
  return next;
}

/** The form with other values for some fields. */
export function withValues(sent: Sent, values: Readonly<Record<string, string>>): Sent {
  return new Map([...sent, ...Object.entries(values).map(([name, value]) => [name, [value]] as const)]);
}
