import type { Config } from "./config.ts";

/** True for a name or an address of this very machine, as URLs have it. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.*\.localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/.test(hostname);
}

/** True where emails go out whose links open on this machine alone. */
export function mailsLocalLinks({ smtp, publicUrl }: Pick<Config, "smtp" | "publicUrl">): boolean {
  return smtp !== undefined && isLoopback(new URL(publicUrl).hostname);
}
