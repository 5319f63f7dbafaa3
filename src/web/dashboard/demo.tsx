import { sessionCookies } from "../../http/session-cookie.ts";
import { isSetUp, removeDemo } from "../../usecases/hosts/setup.ts";
import { seeOther } from "./answers.ts";
import type { DashboardContext } from "./context.ts";
import { show, showMissing, showRefusal } from "./show.ts";

/** Asks whether to remove the demo host. */
export function demoPage(context: DashboardContext): Promise<Response> | Response {
  const { base, translation } = context;
  if (!context.isDemo) return showMissing(context);
  const { demo, cancel } = translation.texts.shell;
  return show(context, {
    title: demo.remove,
    section: null,
    body: (
      <form class="panel" method="post" action={`${base}/dashboard/demo`}>
        <p>{demo.removeLead}</p>
        <div class="buttons">
          <button class="danger">{demo.remove}</button>
          <a href={`${base}/dashboard/bookings`}>{cancel}</a>
        </div>
      </form>
    ),
  });
}

/** Removes the demo host, and leads to the page that makes the first real one. */
export async function endDemo(context: DashboardContext): Promise<Response> {
  const { base, deps, caller } = context;
  const outcome = await removeDemo(deps, caller);
  if (!outcome.ok) return showRefusal(context, outcome.refusal);
  const next = (await isSetUp(deps)) ? "/login" : `/setup/${deps.setupTokens.issue(deps.now())}`;
  return seeOther(`${base}${next}`, [sessionCookies(deps.publicUrl).endOfSession()]);
}
