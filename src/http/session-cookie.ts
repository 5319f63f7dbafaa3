import { basePathOf } from "./paths.ts";
import { SESSION_MS } from "../usecases/sessions.ts";

const NAME = "schedkit_session";
const IN_HEADER = new RegExp(`(?:^|;) *${NAME}=([\\w-]{43}) *(?:;|$)`);

/** The token in a request's cookie; undefined where there is none that could be one. */
export function sessionTokenOf(headers: Headers): string | undefined {
  return IN_HEADER.exec(headers.get("cookie") ?? "")?.[1];
}

/** Writes the cookie of a session: for no script, no other site and no other path, and over HTTPS where there is one. */
export function sessionCookies(publicUrl: string) {
  const secure = publicUrl.startsWith("https:") ? "; Secure" : "";
  const attributes = `Path=${basePathOf(publicUrl) || "/"}; HttpOnly; SameSite=Lax${secure}`;
  const cookie = (value: string, seconds: number) => `${NAME}=${value}; Max-Age=${seconds}; ${attributes}`;
  return {
    opening: (token: string) => cookie(token, SESSION_MS / 1000),
    closing: () => cookie("", 0),
  };
}
