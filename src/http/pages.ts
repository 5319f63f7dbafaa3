import { Elysia } from "elysia";
import { missingPage, sorryPage } from "../pages/error-pages.ts";
import { pageHeaders } from "../pages/layout.ts";
import { wantsPage } from "./accepts.ts";
import { type Problem, problemOf } from "./errors.ts";

/** A page as an answer. */
export function pageAnswer(page: string, status = 200): Response {
  return new Response(page, { status, headers: pageHeaders });
}

/** An error for somebody who clicked a link. */
export function problemPage({ status, body }: Problem): Response {
  if (status === 404) return pageAnswer(missingPage(), 404);
  return pageAnswer(sorryPage({ title: "That did not work", sentence: body.error }), status);
}

/** In the routes of one plugin, shows browsers a page where a program would get an error as JSON. */
export function errorPages(name: string) {
  return new Elysia({ name: `error-pages-of-${name}` }).onError(
    { as: "scoped" },
    ({ code, error, request }) => {
      const problem = problemOf(code, error);
      if (problem.status !== 500 && wantsPage(request.headers, "json")) return problemPage(problem);
    },
  );
}
