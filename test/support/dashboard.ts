import { expect } from "bun:test";
import { filledIn, formsIn } from "./page-form.ts";
import { aSession, ownPage } from "./sessions.ts";
import type { Answered, TestApp } from "./start-app.ts";

/** The headers of a browser that follows a link or sends a form of this server. */
export const browser = { accept: "text/html", ...ownPage };

/** A host's browser without scripts. */
export type Browser = Awaited<ReturnType<typeof browserOf>>;

/** Signs a host in. */
export async function browserOf(app: TestApp, slug = "jane") {
  const cookie = await aSession(app, slug);
  return browserWith(app, cookie);
}

export function browserWith(app: TestApp, cookie: string) {
  const headers = { ...browser, cookie };

  function get(path: string): Promise<Answered> {
    return app.request("GET", path, { headers });
  }

  function post(path: string, fields: readonly (readonly [string, string])[]): Promise<Answered> {
    const body = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
    const form = { "content-type": "application/x-www-form-urlencoded" };
    return app.request("POST", path, { headers: { ...headers, ...form }, body });
  }

  /** Opens a page and sends one of its forms, the one for `action` if there are several. */
  async function submit(
    path: string,
    changes: Readonly<Record<string, string | readonly string[] | undefined>>,
    action = path,
  ): Promise<Answered> {
    const page = await get(path);
    expect({ path, status: page.status }).toEqual({ path, status: 200 });
    return send(page, changes, action);
  }

  /** Sends the form of a page for an action. */
  function send(
    page: Answered,
    changes: Readonly<Record<string, string | readonly string[] | undefined>>,
    action: string,
  ): Promise<Answered> {
    const form = formsIn(page.text).find((one) => one.action === action.split("?")[0] && isFor(one, changes));
    if (!form) throw new Error(`the page has no form for ${action}`);
    return post(form.action, filledIn(form, changes));
  }

  /** Follows the redirect of a form. */
  async function follow(answered: Answered): Promise<Answered> {
    expect(answered.status).toBe(303);
    return get(answered.headers.get("location")!);
  }

  return { cookie, get, post, submit, send, follow };
}

/** Among several forms with the same action, the one that has the changed fields. */
function isFor(
  { fields }: { readonly fields: readonly (readonly [string, string])[] },
  changes: Readonly<Record<string, unknown>>,
): boolean {
  const names = new Set(fields.map(([name]) => name));
  const isOther = (name: string) => name === "do" || /^(?:copy|questions|week|dates|days)\.|^busy/.test(name);
  return Object.keys(changes).every((name) => isOther(name) || names.has(name) || name === "start_time");
}
