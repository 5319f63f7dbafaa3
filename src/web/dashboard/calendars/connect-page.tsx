import type { ComponentChildren } from "preact";
import type { DashboardContext } from "../context.ts";
import { FormProblem, Hidden, Input } from "../forms/fields.tsx";
import type { Form } from "../forms/form.ts";
import { valueOf } from "../forms/sent.ts";
import type { Page } from "../shell/document.tsx";
import { presets, type Provider, providerNamed, providers } from "./providers.ts";

const LONGEST_URL = 2048;
const LONGEST_SECRET = 500;
const LONGEST_NAME = 100;

/** The form for an account that is reached by CalDAV, with instructions for a provider. */
export function caldavPage(context: DashboardContext, form: Form): Page {
  const { connect: words } = context.translation.texts.calendars;
  const provider = providerNamed(valueOf(form.sent, "provider"));
  const { example, appPassword } = presets[provider];
  return {
    title: words.caldavTitle,
    section: "calendars",
    body: (
      <>
        <Providers context={context} chosen={provider} />
        <ConnectForm context={context} form={form} way="caldav">
          <Steps steps={words.steps[provider]} />
          {appPassword === "required" && <p class="notice">{words.passwordNote}</p>}
          <Hidden name="provider" value={provider} />
          <Input
            form={form}
            name="url"
            label={words.server}
            required
            max={LONGEST_URL}
            inputMode="url"
            autocomplete="off"
            {...(example !== undefined && { placeholder: example })}
          />
          <SignIn form={form} words={words} isForApp={appPassword !== undefined} />
        </ConnectForm>
      </>
    ),
  };
}

type ProvidersProps = { readonly context: DashboardContext; readonly chosen: Provider };

function Providers({ context, chosen }: ProvidersProps) {
  const { connect: words } = context.translation.texts.calendars;
  return (
    <nav class="tabs" aria-label={words.where}>
      {providers.map((provider) => (
        <a
          href={`${context.base}/dashboard/calendars/caldav?at=${provider}`}
          {...(provider === chosen && { "aria-current": "page" as const })}
        >
          {presets[provider].name || words.other}
        </a>
      ))}
    </nav>
  );
}

type SignInProps = {
  readonly form: Form;
  readonly words: DashboardContext["translation"]["texts"]["calendars"]["connect"];
  readonly isForApp: boolean;
};

/** Not what the browser has stored for this server: those are the host's own user name and password. */
function SignIn({ form, words, isForApp }: SignInProps) {
  return (
    <div class="row">
      <Input
        form={form}
        name="username"
        label={words.username}
        required
        max={LONGEST_SECRET}
        autocomplete="off"
      />
      <Input
        form={form}
        name="password"
        label={isForApp ? words.appPassword : words.password}
        type="password"
        required
        max={LONGEST_SECRET}
        autocomplete="new-password"
      />
    </div>
  );
}

/** The form for the address of a calendar, with instructions for Google and Outlook. */
export function icsPage(context: DashboardContext, form: Form): Page {
  const { connect: words } = context.translation.texts.calendars;
  return {
    title: words.icsTitle,
    section: "calendars",
    body: (
      <ConnectForm context={context} form={form} way="ics">
        <h2>{words.google}</h2>
        <Steps steps={words.googleSteps} />
        <h2>{words.outlook}</h2>
        <Steps steps={words.outlookSteps} />
        <h2>{words.icsOther}</h2>
        <Steps steps={words.icsOtherSteps} />
        <p class="hint">{words.icsDelay}</p>
        <Input
          form={form}
          name="url"
          label={words.address}
          hint={words.addressHint}
          required
          max={LONGEST_URL}
          inputMode="url"
          autocomplete="off"
          placeholder="https://calendar.example.com/basic.ics"
        />
      </ConnectForm>
    ),
  };
}

type FormProps = {
  readonly context: DashboardContext;
  readonly form: Form;
  readonly way: "caldav" | "ics";
  readonly children: ComponentChildren;
};

function ConnectForm({ context, form, way, children }: FormProps) {
  const { base, translation } = context;
  const { calendars, shell } = translation.texts;
  const { connect: words } = calendars;
  return (
    <form class="panel" method="post" action={`${base}/dashboard/calendars/${way}`}>
      <FormProblem form={form} />
      {children}
      <Input
        form={form}
        name="name"
        label={words.name}
        hint={words.nameHint}
        max={LONGEST_NAME}
        autocomplete="off"
      />
      <div class="buttons">
        <button class="primary">{words.submit}</button>
        <a href={`${base}/dashboard/calendars`}>{shell.cancel}</a>
      </div>
      <p class="hint">{words.takesTime}</p>
    </form>
  );
}

/** Instructions: numbered if they are several. */
function Steps({ steps }: { readonly steps: readonly string[] }) {
  const [first] = steps;
  if (steps.length === 1) return <p>{first}</p>;
  return (
    <ol class="steps">
      {steps.map((step) => (
        <li>{step}</li>
      ))}
    </ol>
  );
}
