import type { Deps } from "../../usecases/deps.ts";
import { contextOf, type DashboardContext, type RouteContext } from "./context.ts";

/** Turns functions of a dashboard context into handlers of routes. */
export function pagesOf(deps: Deps) {
  return (answer: (context: DashboardContext) => Promise<Response> | Response) =>
    async (context: RouteContext): Promise<Response> =>
      answer(await contextOf(deps, context));
}
