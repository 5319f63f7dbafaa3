import type { Problem } from "../../http/errors.ts";
import { basePathOf, pathOf } from "../../http/paths.ts";
import { localeFor } from "../../i18n/locale.ts";
import { problemPage } from "../links/error-answers.ts";
import { pageAnswer, seeOther } from "./answers.ts";
import { translationOf } from "./context.ts";
import { formWith } from "./forms/form.ts";
import { sentBy } from "./forms/sent.ts";
import { carriedBy, pathAfterSignIn } from "./sign-in/carried.ts";

/** Answers a failed request for one of the host's pages. */
export type DashboardProblem = (
  request: Request,
  problem: Problem,
  requestId: string,
  body: unknown,
) => Promise<Response>;

/**
 * Without a session, leads to the sign-in page and back. A form keeps what was typed: it comes along, and is only sent again
 * when its host asks for it.
 */
export function dashboardProblems(publicUrl: string): DashboardProblem {
  const base = basePathOf(publicUrl);
  return async (request, problem, requestId, body) => {
    if (problem.status !== 401) return problemPage(request, problem, requestId);
    const path = `${base}${pathOf(request.url)}`;
    if (request.method === "GET" || request.method === "HEAD") {
      const start = request.url.indexOf("?");
      const to = `${path}${start === -1 ? "" : request.url.slice(start)}`;
      return seeOther(`${base}/login?to=${encodeURIComponent(to)}`);
    }
    const spoken = localeFor(undefined, request.headers.get("accept-language"));
    const setting = { base, translation: await translationOf(spoken) };
    const to = pathAfterSignIn(base, path);
    const { signInPage } = await import("./sign-in/pages.tsx");
    const sent = sentBy(body);
    const page = signInPage(setting, { form: formWith(new Map()), to, carried: carriedBy(to, sent) });
    return pageAnswer(request, page, 401);
  };
}
