import { bookingHeaders, missingDocument, problemDocument, type ErrorPageOptions } from "../document.tsx";
import { pageQueryOf } from "./page-query.ts";
import type { Problem } from "../../../http/errors.ts";
import { linkTranslationOf, pageErrorOf } from "../../links/error-answers.ts";
import { basePathOf, pathOf } from "../../../http/paths.ts";

/** Renders an error as a booking page with the same framing rules. */
export type BookingProblemPage = (request: Request, problem: Problem, requestId?: string) => Response;

/** Renders errors of booking pages in the visitor's language, with a link to retry. */
export function bookingProblemPage(publicUrl: string, frameAncestors: string): BookingProblemPage {
  const base = basePathOf(publicUrl);
  const headers = { ...bookingHeaders(frameAncestors), "cache-control": "no-store" };
  return (request, problem, requestId = "") => {
    const setting = settingOf(request, base);
    const again = base + pathOf(request.url) + queryOf(request.url);
    const { sorry } = linkTranslationOf(request).texts;
    const text =
      problem.status === 404
        ? missingDocument(setting, null)
        : problemDocument(setting, sorry, { pageError: pageErrorOf(problem), again, id: requestId });
    return new Response(text, { status: problem.status, headers });
  };
}

/** The query of a request's URL, including `?`; empty for none. */
export function queryOf(url: string): string {
  const start = url.indexOf("?");
  return start === -1 ? "" : url.slice(start);
}

/** How the page is displayed, from its URL. */
export function settingOf(request: Request, base: string): ErrorPageOptions {
  const { translation, embed, theme } = pageQueryOf(request);
  return { translation, embed, theme, base };
}
