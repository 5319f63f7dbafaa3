import type { Config } from "./config.ts";

/** Returns whether a URL's hostname is this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.*\.localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/.test(hostname);
}

/** Returns whether emails are sent with links that only work on this machine. */
export function sendsLocalLinks({ smtp, publicUrl }: Pick<Config, "smtp" | "publicUrl">): boolean {
  return smtp !== undefined && isLoopback(new URL(publicUrl).hostname);
}
