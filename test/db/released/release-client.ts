import type { Json } from "../../support/start-app.ts";

/** A client of a running release; every response must be successful. */
type ReleaseClient = {
  readonly get: (path: string, key?: string) => Promise<Json>;
  readonly post: (path: string, body: Json, key?: string, headers?: Record<string, string>) => Promise<Json>;
  readonly send: (method: "PATCH" | "DELETE", path: string, key: string, body?: Json) => Promise<Json>;
  /** Signs a host in and returns the session cookie. */
  readonly logIn: (email: string, password: string) => Promise<string>;
};

export function releaseClient(address: () => string): ReleaseClient {
  async function answered(method: string, path: string, init: RequestInit): Promise<Response> {
    const answer = await fetch(address() + path, { method, ...init });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer;
  }

  async function call(method: string, path: string, headers: Record<string, string>, body?: Json) {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
    const answer = await answered(method, path, { headers: { ...type, ...headers }, ...sent });
    const text = await answer.text();
    return (text === "" ? {} : JSON.parse(text)) as Json;
  }

  const withKey = (key: string | undefined): Record<string, string> =>
    key === undefined ? {} : { "x-api-key": key };

  return {
    get: (path, key) => call("GET", path, withKey(key)),
    post: (path, body, key, headers = {}) => call("POST", path, { ...withKey(key), ...headers }, body),
    send: (method, path, key, body) => call(method, path, withKey(key), body),
    logIn: async (email, password) => {
      const body = JSON.stringify({ email, password });
      const headers = { "content-type": "application/json" };
      const answer = await answered("POST", "/v1/auth/login", { headers, body });
      return answer.headers.get("set-cookie")!.split(";")[0]!;
    },
  };
}
