import { type TOptional, type TUnknown, Type } from "@sinclair/typebox";
import { done, type Outcome, refused } from "../domain/refusal.ts";

/** Body fields for the read-only fields of a response, so that what a GET returned can be sent back. */
export function readOnly<const Name extends string>(...names: readonly Name[]) {
  const field = Type.Optional(
    Type.Unknown({ readOnly: true, description: "Read-only; may come back unchanged." }),
  );
  return Object.fromEntries(names.map((name) => [name, field])) as Record<Name, TOptional<TUnknown>>;
}

/**
 * Removes read-only fields from a body. Refuses those that differ from the current resource as JSON, and with `not_found` if
 * there is none. Only reads the resource if the body has such fields.
 */
export async function withoutReadOnly<Body extends object, Fields extends object>(
  body: Body,
  fields: Fields,
  current: () => Promise<object | undefined> | object,
): Promise<Outcome<Omit<Body, keyof Fields>>> {
  const [repeated, changes] = [new Map<string, unknown>(), new Map<string, unknown>()];
  for (const [name, value] of Object.entries(body))
    (Object.hasOwn(fields, name) ? repeated : changes).set(name, value);
  if (repeated.size > 0) {
    const present = await current();
    if (!present) return refused("not_found");
    const known = new Map(Object.entries(present));
    const changed = [...repeated].filter(([name, value]) => !Bun.deepEquals(value, known.get(name)));
    const message = "is read-only";
    if (changed.length > 0)
      return refused({ invalid: changed.map(([name]) => ({ path: `/${name}`, message })) });
  }
  return done(Object.fromEntries(changes) as Omit<Body, keyof Fields>);
}
