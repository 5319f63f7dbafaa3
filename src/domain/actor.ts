import type { Host } from "./records.ts";

/** Who does something, as far as the server can know. */
export type Actor =
  /** A program or person with one of a host's API keys; the prefix is how the key begins. */
  | { readonly type: "key"; readonly prefix: string }
  /** A host who logged in with their password. */
  | { readonly type: "session" }
  /** Whoever has a link out of an email that went to the host or to the attendee. */
  | { readonly type: "link"; readonly party: "host" | "attendee" }
  /** Whoever runs the server, on its command line. */
  | { readonly type: "operator" }
  /** The server by itself. */
  | { readonly type: "system" };

/** A host who asks for something, and how it is known that it is them. */
export type Caller = { readonly host: Host; readonly actor: Actor };

export const operator: Actor = { type: "operator" };
export const system: Actor = { type: "system" };
