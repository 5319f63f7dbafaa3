import type { Sent } from "../forms/sent.ts";
import type { Carried } from "./pages.tsx";

/** Never kept in a page. */
const SECRET = new Set(["password", "current_password"]);
/** Longer forms are not carried over a sign-in: their pictures and long texts would not fit into one. */
const MAX_CARRIED = 1_000_000;

/** What to send again after signing in. */
export function carriedBy(to: string, sent: Sent): Carried {
  const fields = new URLSearchParams();
  for (const [name, values] of sent)
    if (!SECRET.has(name)) for (const value of values) fields.append(name, value);
  const text = fields.toString();
  return { to, fields: text.length > MAX_CARRIED ? "" : text };
}

/** The path to go to after signing in, if it is one of the host's pages; otherwise the list of bookings. */
export function pathAfterSignIn(base: string, asked: string): string {
  const isOwn = asked.startsWith(`${base}/dashboard/`) && !/[\\\s]|\/\//.test(asked) && asked.length < 2000;
  return isOwn ? asked : `${base}/dashboard/bookings`;
}
