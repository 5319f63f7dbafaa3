import type { Config } from "./config.ts";

/** Where a server of this configuration can be reached from its own machine, without a slash at the end. */
export function ownAddress({ host, port }: Pick<Config, "host" | "port">): string {
  return `http://${reachable(host)}:${port}`;
}

function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
