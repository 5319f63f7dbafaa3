import { fill } from "../../../i18n/wording.ts";
import type { DashboardTranslation } from "../context.ts";
import { FormProblem, Hidden, Input } from "../forms/fields.tsx";
import type { Form } from "../forms/form.ts";
import { plainDocument } from "../shell/document.tsx";

/** What every page outside the dashboard needs. */
export type Setting = { readonly base: string; readonly translation: DashboardTranslation };

/** A form that was sent after its session had ended: where to, and its fields as a query. */
export type Carried = { readonly to: string; readonly fields: string };

type SignInProps = {
  readonly form: Form;
  /** Where to go afterwards. */
  readonly to: string;
  readonly carried?: Carried | undefined;
};

export function signInPage({ base, translation }: Setting, { form, to, carried }: SignInProps): string {
  const { signIn } = translation.texts;
  return plainDocument({
    base,
    translation,
    title: signIn.title,
    body: (
      <form class="panel" method="post" action={`${base}/login`}>
        {carried && <p class="notice">{signIn.ended}</p>}
        <FormProblem form={form} />
        <Hidden name="to" value={to} />
        {carried && <Hidden name="carried" value={carried.fields} />}
        <Input form={form} name="email" label={signIn.email} type="email" required autocomplete="username" />
        <Input
          form={form}
          name="password"
          label={signIn.password}
          type="password"
          required
          autocomplete="current-password"
        />
        <div class="buttons">
          <button class="primary">{signIn.submit}</button>
          <a href={`${base}/forgot`}>{signIn.forgot}</a>
        </div>
      </form>
    ),
  });
}

/** After signing in again: a button sends the form that was not accepted. Nothing is sent without it. */
export function resumePage({ base, translation }: Setting, { to, fields }: Carried): string {
  const { resume } = translation.texts.signIn;
  return plainDocument({
    base,
    translation,
    title: resume.title,
    body: (
      <form class="panel" method="post" action={to}>
        <p>{resume.lead}</p>
        {[...new URLSearchParams(fields)].map(([name, value]) => (
          <Hidden name={name} value={value} />
        ))}
        <div class="buttons">
          <button class="primary">{resume.submit}</button>
          <a href={`${base}/dashboard/bookings`}>{resume.discard}</a>
        </div>
      </form>
    ),
  });
}

export function forgotPage({ base, translation }: Setting, form: Form): string {
  const { signIn } = translation.texts;
  const { forgotten } = signIn;
  return plainDocument({
    base,
    translation,
    title: forgotten.title,
    body: (
      <form class="panel" method="post" action={`${base}/forgot`}>
        <p>{forgotten.lead}</p>
        <FormProblem form={form} />
        <Input form={form} name="email" label={signIn.email} type="email" required autocomplete="username" />
        <div class="buttons">
          <button class="primary">{forgotten.submit}</button>
          <a href={`${base}/login`}>{forgotten.back}</a>
        </div>
      </form>
    ),
  });
}

export function forgottenPage({ base, translation }: Setting, sendsMail: boolean): string {
  const { forgotten } = translation.texts.signIn;
  return plainDocument({
    base,
    translation,
    title: forgotten.sentTitle,
    body: (
      <div class="panel">
        <p>{forgotten.sent}</p>
        {!sendsMail && <p>{forgotten.notSent}</p>}
        <p>
          <a href={`${base}/login`}>{forgotten.back}</a>
        </p>
      </div>
    ),
  });
}

type ResetProps = { readonly form: Form; readonly token: string; readonly email: string };

export function resetPage({ base, translation }: Setting, { form, token, email }: ResetProps): string {
  const { reset } = translation.texts.signIn;
  return plainDocument({
    base,
    translation,
    title: reset.title,
    body: (
      <form class="panel" method="post" action={`${base}/reset/${token}`}>
        <p>{fill(reset.lead, { email })}</p>
        <FormProblem form={form} />
        <input type="hidden" name="email" value={email} autocomplete="username" />
        <Input
          form={form}
          name="password"
          label={reset.password}
          hint={reset.passwordHint}
          type="password"
          required
          autocomplete="new-password"
        />
        <button class="primary">{reset.submit}</button>
      </form>
    ),
  });
}

export function brokenResetPage({ base, translation }: Setting): string {
  const { reset } = translation.texts.signIn;
  return plainDocument({
    base,
    translation,
    title: reset.brokenTitle,
    body: (
      <div class="panel">
        <p>{reset.broken}</p>
        <p>
          <a href={`${base}/forgot`}>{reset.again}</a>
        </p>
      </div>
    ),
  });
}
