import { DEVICE_KNOWN_MS } from "../security/device-token.ts";
import { type Opened, UNUSED_MS } from "../usecases/hosts/sessions.ts";
import { basePathOf } from "./paths.ts";

const SESSION = "schedkit_session";
const DEVICE = "schedkit_device";

const SESSION_IN_HEADER = new RegExp(`(?:^|;) *${SESSION}=([\\w-]{43}) *(?:;|$)`);
const DEVICE_IN_HEADER = new RegExp(`(?:^|;) *${DEVICE}=([\\w.-]{1,100}) *(?:;|$)`);

/** Returns the session token in a request's cookies; undefined if there is no well-formed one. */
export function sessionTokenOf(headers: Headers): string | undefined {
  return SESSION_IN_HEADER.exec(headers.get("cookie") ?? "")?.[1];
}

/** Returns the device token in a request's cookies; undefined if there is no well-formed one. */
export function deviceTokenOf(headers: Headers): string | undefined {
  return DEVICE_IN_HEADER.exec(headers.get("cookie") ?? "")?.[1];
}

/** Formats cookies: HttpOnly, SameSite=Lax, only below the base path, and Secure with HTTPS. */
export function sessionCookies(publicUrl: string) {
  const secure = publicUrl.startsWith("https:") ? "; Secure" : "";
  const attributes = `Path=${basePathOf(publicUrl) || "/"}; HttpOnly; SameSite=Lax${secure}`;
  const cookie = (name: string, value: string, forMs: number) =>
    `${name}=${value}; Max-Age=${Math.floor(forMs / 1000)}; ${attributes}`;
  const session = (token: string, forMs: number) => cookie(SESSION, token, forMs);
  return {
    session,
    /** Both cookies of a new session. */
    opened: ({ token, deviceToken }: Pick<Opened, "token" | "deviceToken">) => [
      session(token, UNUSED_MS),
      cookie(DEVICE, deviceToken, DEVICE_KNOWN_MS),
    ],
    endOfSession: () => cookie(SESSION, "", 0),
  };
}
