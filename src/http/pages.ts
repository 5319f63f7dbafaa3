import { missingPage, sorryPage } from "../pages/error-pages.ts";
import { pageHeaders } from "../pages/layout.ts";
import type { Problem } from "./errors.ts";

/** A page as an answer. */
export function pageAnswer(page: string, status = 200): Response {
  return new Response(page, { status, headers: pageHeaders });
}

/** An error for somebody who clicked a link. */
export function problemPage({ status, body }: Problem): Response {
  if (status === 404) return pageAnswer(missingPage(), 404);
  return pageAnswer(sorryPage({ title: "That did not work", sentence: body.error }), status);
}
