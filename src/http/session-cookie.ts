import { DEVICE_KNOWN_MS } from "../security/device-token.ts";
import { basePathOf } from "./paths.ts";

const SESSION = "schedkit_session";
const DEVICE = "schedkit_device";

const SESSION_IN_HEADER = new RegExp(`(?:^|;) *${SESSION}=([\\w-]{43}) *(?:;|$)`);
const DEVICE_IN_HEADER = new RegExp(`(?:^|;) *${DEVICE}=([\\w.-]{1,100}) *(?:;|$)`);

/** The session's token in a request's cookies; undefined where there is none that could be one. */
export function sessionTokenOf(headers: Headers): string | undefined {
  return SESSION_IN_HEADER.exec(headers.get("cookie") ?? "")?.[1];
}

/** The token of a device that was signed in before, likewise. */
export function deviceTokenOf(headers: Headers): string | undefined {
  return DEVICE_IN_HEADER.exec(headers.get("cookie") ?? "")?.[1];
}

/** Writes cookies: for no script, no other site and no other path, and over HTTPS where there is one. */
export function sessionCookies(publicUrl: string) {
  const secure = publicUrl.startsWith("https:") ? "; Secure" : "";
  const attributes = `Path=${basePathOf(publicUrl) || "/"}; HttpOnly; SameSite=Lax${secure}`;
  const cookie = (name: string, value: string, forMs: number) =>
    `${name}=${value}; Max-Age=${Math.floor(forMs / 1000)}; ${attributes}`;
  return {
    session: (token: string, forMs: number) => cookie(SESSION, token, forMs),
    device: (token: string) => cookie(DEVICE, token, DEVICE_KNOWN_MS),
    endOfSession: () => cookie(SESSION, "", 0),
  };
}
