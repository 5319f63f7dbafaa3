import { Elysia } from "elysia";
import type { Authentication } from "../../../http/auth.ts";
import { basePathOf } from "../../../http/paths.ts";
import { route } from "../../../http/route.ts";
import { requireOwnPage } from "../../../http/same-origin.ts";
import { sessionCookies, sessionTokenOf } from "../../../http/session-cookie.ts";
import type { SignInClientOf } from "../../../http/sign-in-client.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { authenticateSession, logIn, logOut, type Opened } from "../../../usecases/hosts/sessions.ts";
import { pageAnswer, seeOther } from "../answers.ts";
import { queryOf } from "../context.ts";
import { type Form, formWith, refusedForm } from "../forms/form.ts";
import { sentBy, valueOf, withValues } from "../forms/sent.ts";
import { pathAfterSignIn } from "./carried.ts";
import type { Carried, Setting } from "./pages.tsx";
import { settingOf, type SignInContext } from "./setting.ts";

const signInPage = () => route({ access: "sign_in_page" });
/** A form that is carried over a sign-in can be as large as any. */
const signInForm = () => route({ access: "sign_in_page", maxBodyBytes: 2_097_152 });

const pages = () => import("./pages.tsx");

/** Signing in and out. */
export function signInRoutes(deps: Deps, auth: Authentication, clientOf: SignInClientOf) {
  const base = basePathOf(deps.publicUrl);
  const cookies = sessionCookies(deps.publicUrl);

  async function isSignedIn({ headers }: Request): Promise<boolean> {
    const token = sessionTokenOf(headers);
    return token !== undefined && (await authenticateSession(deps, token)) !== undefined;
  }

  async function submitSignIn({ request, server, set, body }: SignInContext): Promise<Response> {
    const setting = await settingOf(deps, request);
    const { texts } = setting.translation;
    const sent = sentBy(body);
    const to = pathAfterSignIn(base, valueOf(sent, "to"));
    const fields = sent.get("carried")?.at(-1);
    const carried = fields === undefined ? undefined : { to, fields };
    const client = await clientOf(request, server, set);
    const userAgent = request.headers.get("user-agent");
    const [email, password] = [valueOf(sent, "email"), valueOf(sent, "password")];
    const outcome = await logIn(deps, { email, password: password.slice(0, 200), client, userAgent });
    if (outcome.ok) return signedIn(request, setting, outcome.value, to, carried);
    const { refusal } = outcome;
    const form: Form =
      refusal === "wrong_login"
        ? { ...formWith(sent), problem: texts.signIn.wrong }
        : refusedForm(texts, sent, refusal);
    const page = (await pages()).signInPage(setting, { form, to, carried });
    return pageAnswer(request, page, refusal === "wrong_login" ? 401 : 429);
  }

  async function signedIn(
    request: Request,
    setting: Setting,
    opened: Opened,
    to: string,
    carried: Carried | undefined,
  ): Promise<Response> {
    if (!carried) return seeOther(to, cookies.opened(opened));
    const answer = pageAnswer(request, (await pages()).resumePage(setting, carried));
    for (const cookie of cookies.opened(opened)) answer.headers.append("set-cookie", cookie);
    return answer;
  }

  return new Elysia({ name: "sign-in" })
    .use(auth)
    .get(
      "/login",
      async ({ request }) => {
        const to = pathAfterSignIn(base, queryOf(request).get("to") ?? "");
        if (await isSignedIn(request)) return seeOther(to);
        const setting = await settingOf(deps, request);
        const email = queryOf(request).get("email") ?? "";
        const form = formWith(withValues(new Map(), { email }));
        return pageAnswer(request, (await pages()).signInPage(setting, { form, to }));
      },
      signInPage(),
    )
    .post("/login", (context) => submitSignIn(context), signInForm())
    .post(
      "/logout",
      async ({ request }) => {
        const token = sessionTokenOf(request.headers);
        if (token !== undefined) {
          requireOwnPage(request, deps.publicUrl);
          await logOut(deps, token);
        }
        return seeOther(`${base}/login`, [cookies.endOfSession()]);
      },
      signInPage(),
    );
}
