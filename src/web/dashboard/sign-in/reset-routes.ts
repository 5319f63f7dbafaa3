import { Elysia } from "elysia";
import { forgotBody } from "../../../api/password-reset.ts";
import type { Authentication } from "../../../http/auth.ts";
import { strictObject } from "../../../http/fields.ts";
import { hostFields } from "../../../http/host-fields.ts";
import { basePathOf } from "../../../http/paths.ts";
import { route } from "../../../http/route.ts";
import { sessionCookies } from "../../../http/session-cookie.ts";
import type { SignInClientOf } from "../../../http/sign-in-client.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { forgotPassword, hostOfReset, resetPassword } from "../../../usecases/hosts/password-reset.ts";
import { pageAnswer, seeOther } from "../answers.ts";
import { emptyForm, type Form, readForm, refusedForm } from "../forms/form.ts";
import { sentBy } from "../forms/sent.ts";
import { settingOf, type SignInContext } from "./setting.ts";

const page = () => route({ access: "sign_in_page" });
const passwordBody = strictObject({ password: hostFields.password });
const pages = () => import("./pages.tsx");

/** Forgotten passwords: asking for a link, and what it leads to. */
export function resetPages(deps: Deps, auth: Authentication, clientOf: SignInClientOf) {
  const base = basePathOf(deps.publicUrl);
  const cookies = sessionCookies(deps.publicUrl);

  async function submitForgotten({ request, server, set, body }: SignInContext): Promise<Response> {
    const setting = await settingOf(deps, request);
    const read = readForm(setting.translation.texts, forgotBody, sentBy(body), ["email"]);
    const { forgotPage, forgottenPage } = await pages();
    if ("form" in read) return pageAnswer(request, forgotPage(setting, read.form), 422);
    await clientOf(request, server, set);
    await forgotPassword(deps, read.body.email);
    return pageAnswer(request, forgottenPage(setting, deps.sendsMail));
  }

  async function showReset(request: Request, token: string, form: Form, status = 200): Promise<Response> {
    const setting = await settingOf(deps, request);
    const { resetPage, brokenResetPage } = await pages();
    const host = await hostOfReset(deps, token);
    if (!host) return pageAnswer(request, brokenResetPage(setting), 404);
    return pageAnswer(request, resetPage(setting, { form, token, email: host.email }), status);
  }

  async function submitReset(
    token: string,
    { request, server, set, body }: SignInContext,
  ): Promise<Response> {
    const { texts } = (await settingOf(deps, request)).translation;
    const sent = sentBy(body);
    const read = readForm(texts, passwordBody, sent, ["password"]);
    if ("form" in read) return showReset(request, token, read.form, 422);
    await clientOf(request, server, set);
    const userAgent = request.headers.get("user-agent");
    const outcome = await resetPassword(deps, token, read.body.password, userAgent);
    if (outcome.ok) return seeOther(`${base}/dashboard/bookings`, cookies.opened(outcome.value));
    return showReset(request, token, refusedForm(texts, sent, outcome.refusal), 422);
  }

  return new Elysia({ name: "reset-pages" })
    .use(auth)
    .get(
      "/forgot",
      async ({ request }) =>
        pageAnswer(request, (await pages()).forgotPage(await settingOf(deps, request), emptyForm)),
      page(),
    )
    .post("/forgot", (context) => submitForgotten(context), page())
    .get("/reset/:token", ({ params, request }) => showReset(request, params.token, emptyForm), page())
    .post("/reset/:token", (context) => submitReset(context.params.token, context), page());
}
