import { Elysia } from "elysia";
import type { Authentication } from "../../../http/auth.ts";
import { basePathOf } from "../../../http/paths.ts";
import { route } from "../../../http/route.ts";
import { sessionCookies } from "../../../http/session-cookie.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { mayBeSetUp, setUp } from "../../../usecases/hosts/setup.ts";
import { pageAnswer, seeOther } from "../answers.ts";
import { type Form, formWith, refusedForm } from "../forms/form.ts";
import { sentBy } from "../forms/sent.ts";
import { settingOf, type SignInContext } from "./setting.ts";
import { firstSetup, readSetup } from "./setup-form.ts";

const page = () => route({ access: "sign_in_page" });

/** The page that makes the first host. */
export function setupPages(deps: Deps, auth: Authentication) {
  const base = basePathOf(deps.publicUrl);
  const cookies = sessionCookies(deps.publicUrl);

  async function showSetup(request: Request, token: string, form?: Form, status = 200): Promise<Response> {
    const setting = await settingOf(deps, request);
    const { setupPage, usedSetupPage } = await import("./setup-page.tsx");
    if (!(await mayBeSetUp(deps, token))) return pageAnswer(request, usedSetupPage(setting), 404);
    const { publicUrl, sendsMail } = deps;
    const shown = form ?? formWith(firstSetup(setting.translation.texts));
    const props = { form: shown, token, publicUrl, sendsMail, now: deps.now() };
    return pageAnswer(request, setupPage(setting, props), status);
  }

  async function submitSetup(token: string, { request, body }: SignInContext): Promise<Response> {
    const { translation } = await settingOf(deps, request);
    const sent = sentBy(body);
    const read = readSetup(translation, sent);
    if ("form" in read) return showSetup(request, token, read.form, 422);
    const outcome = await setUp(deps, token, read.body, request.headers.get("user-agent"));
    if (outcome.ok) return seeOther(`${base}/dashboard/welcome`, cookies.opened(outcome.value));
    return showSetup(request, token, refusedForm(translation.texts, sent, outcome.refusal), 422);
  }

  return new Elysia({ name: "setup-pages" })
    .use(auth)
    .get("/setup/:token", ({ params, request }) => showSetup(request, params.token), page())
    .post("/setup/:token", (context) => submitSetup(context.params.token, context), page());
}
