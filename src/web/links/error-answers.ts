import { missingPage, sorryPage } from "./error-pages.ts";
import { pageHeaders } from "./layout.ts";
import { type LinkSpeech, linkSpeechFor } from "./link-speech.ts";
import type { Mishap } from "../../i18n/texts/links.ts";
import type { Problem } from "../../http/errors.ts";

/** The language of a link's page: `?lang=`, otherwise the browser's. */
export function linkSpeechOf({ url, headers }: Request): LinkSpeech {
  const start = url.indexOf("?");
  const asked = start === -1 ? null : new URLSearchParams(url.slice(start)).get("lang");
  return linkSpeechFor(asked, headers.get("accept-language"));
}

/** A page as a response. */
export function pageAnswer(page: string, status = 200, retryAfter?: number): Response {
  const headers = { ...pageHeaders, ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }) };
  return new Response(page, { status, headers });
}

/** The error page for somebody who clicked a link. */
export function problemPage(request: Request, problem: Problem, requestId = ""): Response {
  const { status, retryAfter } = problem;
  const speech = linkSpeechOf(request);
  return pageAnswer(
    status === 404 ? missingPage(speech) : sorryPage(speech, mishapOf(problem), requestId),
    status,
    retryAfter,
  );
}

/** The kind of error that a page reports. */
export function mishapOf({ status, body }: Problem): Mishap {
  if (status === 413) return "tooLarge";
  if (status === 429) return "rateLimited";
  if (status === 503) return "unavailable";
  if (status >= 500) return "internal";
  if (status !== 422) return "malformed";
  return body.details?.some(({ path }) => path === "/reason") ? "reasonTooLong" : "invalid";
}
