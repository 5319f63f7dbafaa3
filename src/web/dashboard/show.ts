import { refused, type Refusal } from "../../domain/refusal.ts";
import { problemFor } from "../../http/errors.ts";
import { problemPage } from "../links/error-answers.ts";
import { pageAnswer, seeOther } from "./answers.ts";
import type { DashboardContext } from "./context.ts";
import { dashboardDocument, type Page } from "./shell/document.tsx";

/** Answers with a page of the dashboard. */
export async function show(context: DashboardContext, page: Page, status = 200): Promise<Response> {
  return pageAnswer(context.request, await dashboardDocument(context, page), status);
}

/** Answers a form that was carried out: leads to a page below the dashboard. */
export function leadTo({ base }: DashboardContext, path: string): Response {
  return seeOther(`${base}/dashboard/${path}`);
}

/** Answers with the page for a refusal that belongs to no form. */
export function showRefusal({ request }: DashboardContext, refusal: Refusal): Response {
  return problemPage(request, problemFor(refusal));
}

export function showMissing(context: DashboardContext): Response {
  return showRefusal(context, refused("not_found").refusal);
}
