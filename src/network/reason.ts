import { ForbiddenAddress } from "./guard.ts";

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "The connection was refused",
  ECONNRESET: "The connection was closed before a response",
  ENOTFOUND: "The server's name does not exist",
  EAI_AGAIN: "The server's name could not be resolved",
  ENETUNREACH: "The server's network is unreachable",
  EHOSTUNREACH: "The server is unreachable",
  ETIMEDOUT: "The server refused the connection",
};

/** Says in a sentence without a full stop why a request failed. */
export function reasonOf(error: unknown): string {
  if (error instanceof ForbiddenAddress) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code?.startsWith("ERR_SSL") || message?.includes("SSL routines"))
    return "The encrypted connection (TLS) failed";
  return REASONS[code ?? ""] ?? `The request failed: ${(message || code) ?? "unknown error"}`.slice(0, 300);
}
