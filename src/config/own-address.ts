import type { Config } from "./config.ts";

/** The base URL of this server as seen from its own machine, without a trailing slash. */
export function ownAddress({ host, port }: Pick<Config, "host" | "port">): string {
  return `http://${reachable(host)}:${port}`;
}

function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
