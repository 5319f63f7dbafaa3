import type { Host } from "./records.ts";

/** Who performed an action, as far as the server can tell. */
export type Actor =
  /** An API key of the host; the prefix is the beginning of the key. */
  | { readonly type: "key"; readonly prefix: string }
  /** A host who signed in with their password. */
  | { readonly type: "session" }
  /** Somebody with a link from an email to the host or to the attendee. */
  | { readonly type: "link"; readonly party: "host" | "attendee" }
  /** The operator, on the command line. */
  | { readonly type: "operator" }
  /** The server itself. */
  | { readonly type: "system" };

/** An authenticated host, and how they authenticated. */
export type Caller = { readonly host: Host; readonly actor: Actor };

export const operator: Actor = { type: "operator" };
export const system: Actor = { type: "system" };
