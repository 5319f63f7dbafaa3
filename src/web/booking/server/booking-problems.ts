import { bookingHeaders, missingDocument, problemDocument, type Setting } from "../document.tsx";
import { pageQueryOf } from "./page-query.ts";
import type { Problem } from "../../../http/errors.ts";
import { linkSpeechOf, mishapOf } from "../../links/error-answers.ts";
import { basePathOf, pathOf } from "../../../http/paths.ts";

/** Tells an error on a booking page as a page that looks like it, and may be framed by whom it may. */
export type BookingProblemPage = (request: Request, problem: Problem, requestId?: string) => Response;

/** Answers errors on booking pages, in the visitor's language and with a way to try again. */
export function bookingProblemPage(publicUrl: string, frameAncestors: string): BookingProblemPage {
  const base = basePathOf(publicUrl);
  const headers = { ...bookingHeaders(frameAncestors), "cache-control": "no-store" };
  return (request, problem, requestId = "") => {
    const setting = settingOf(request, base);
    const again = base + pathOf(request.url) + queryOf(request.url);
    const { sorry } = linkSpeechOf(request).texts;
    const text =
      problem.status === 404
        ? missingDocument(setting, null)
        : problemDocument(setting, sorry, { mishap: mishapOf(problem), again, id: requestId });
    return new Response(text, { status: problem.status, headers });
  };
}

/** The query of a request's URL, with its `?`; empty for none. */
export function queryOf(url: string): string {
  const start = url.indexOf("?");
  return start === -1 ? "" : url.slice(start);
}

/** How the address asks for the page to be shown. */
export function settingOf(request: Request, base: string): Setting {
  const { speech, embed, theme } = pageQueryOf(request);
  return { speech, embed, theme, base };
}
