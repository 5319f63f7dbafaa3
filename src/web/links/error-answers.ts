import { missingPage, failurePage } from "./error-pages.tsx";
import { pageHeaders } from "./layout.tsx";
import { type LinkTranslation, linkTranslationFor } from "./link-translation.ts";
import type { PageError } from "../../i18n/texts/links.ts";
import type { Problem } from "../../http/errors.ts";

/** The language of a link's page: `?lang=`, otherwise the browser's. */
export function linkTranslationOf({ url, headers }: Request): LinkTranslation {
  const start = url.indexOf("?");
  const asked = start === -1 ? null : new URLSearchParams(url.slice(start)).get("lang");
  return linkTranslationFor(asked, headers.get("accept-language"));
}

export function pageAnswer(page: string, status = 200, retryAfter?: number): Response {
  const headers = { ...pageHeaders, ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }) };
  return new Response(page, { status, headers });
}

/** The error page for somebody who clicked a link. */
export function problemPage(request: Request, problem: Problem, requestId = ""): Response {
  const { status, retryAfter } = problem;
  const translation = linkTranslationOf(request);
  return pageAnswer(
    status === 404 ? missingPage(translation) : failurePage(translation, pageErrorOf(problem), requestId),
    status,
    retryAfter,
  );
}

/** The kind of error that a page reports. */
export function pageErrorOf({ status, body }: Problem): PageError {
  if (status === 413) return "tooLarge";
  if (status === 429) return "rateLimited";
  if (status === 503) return "unavailable";
  if (status >= 500) return "internal";
  if (status !== 422) return "malformed";
  return body.details?.some(({ path }) => path === "/reason") ? "reasonTooLong" : "invalid";
}
