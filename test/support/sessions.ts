import { expect } from "bun:test";
import { setPassword } from "../../src/usecases/hosts/passwords.ts";
import type { Answered, TestApp } from "./start-app.ts";

export const PASSWORD = "correct horse battery";

/** The header of a browser request from a page of this server. */
export const ownPage = { "sec-fetch-site": "same-origin" };

/** Signs a host in; everybody has the same password in tests. */
export function logIn(app: TestApp, slug = "jane", headers: Record<string, string> = {}): Promise<Answered> {
  const body = { email: `${slug}@example.com`, password: PASSWORD };
  return app.request("POST", "/v1/auth/login", { body, headers });
}

/** The `cookie` header of a host's new session; sets a password if necessary. */
export async function aSession(
  app: TestApp,
  slug = "jane",
  headers: Record<string, string> = {},
): Promise<string> {
  const hosts = app.database.read.selectFrom("hosts").where("slug", "=", slug);
  const { password_hash } = await hosts.select("password_hash").executeTakeFirstOrThrow();
  if (password_hash === null) await setPassword(app.deps, slug, PASSWORD);
  return cookieOf(await logIn(app, slug, headers));
}

/** The `cookie` header that a browser sends after this response. */
export function cookieOf({ status, headers }: Answered): string {
  expect(status).toBe(200);
  return headers.get("set-cookie")!.split(";")[0]!;
}
