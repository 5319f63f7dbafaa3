import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { failingAccountsOf } from "../../../db/queries/calendars/accounts.ts";
import type { DashboardContext, DashboardTranslation } from "../context.ts";
import { dashboardAssets } from "./assets.ts";
import { sections, type Section } from "./sections.ts";

type Document = {
  readonly base: string;
  readonly translation: DashboardTranslation;
  readonly title: string;
  readonly body: ComponentChildren;
};

/** A document with the styles and the script of the host's pages. */
function documentOf({ base, translation, title, body }: Document): string {
  const at = (name: string) => `${base}/dashboard/assets/${name}`;
  const page = (
    <html lang={translation.locale} dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="stylesheet" href={at(dashboardAssets.names.style)} />
        <link rel="icon" type="image/svg+xml" href={at(dashboardAssets.names.icon)} />
        <script defer src={at(dashboardAssets.names.script)} />
      </head>
      <body>{body}</body>
    </html>
  );
  return `<!doctype html>${renderToString(page)}`;
}

/** A page outside the dashboard: signing in, and the first run. */
export function plainDocument({ body, ...document }: Document): string {
  return documentOf({
    ...document,
    body: (
      <main class="plain">
        <h1>{document.title}</h1>
        {body}
      </main>
    ),
  });
}

/** A page of the dashboard. */
export type Page = {
  readonly title: string;
  readonly section: Section | null;
  readonly body: ComponentChildren;
  /** What stands beside the title: links and buttons. */
  readonly actions?: ComponentChildren;
  /** What has just been done, in words. */
  readonly notice?: string | undefined;
};

/** A page of the dashboard with its navigation. */
export async function dashboardDocument(context: DashboardContext, page: Page): Promise<string> {
  const { base, deps, translation, host } = context;
  const { texts } = translation;
  const { title, section, body, actions, notice } = page;
  const failing = await failingAccountsOf(deps.database.read, host.id);
  return documentOf({
    base,
    translation,
    title: `${title} · ${host.name}`,
    body: (
      <>
        <a class="skip" href="#main">
          {texts.shell.skip}
        </a>
        <header class="top">
          <nav aria-label={texts.shell.navigation}>
            <ul>
              {sections.map((one) => (
                <li>
                  <a
                    href={`${base}/dashboard/${one}`}
                    {...(one === section && { "aria-current": "page" as const })}
                  >
                    {texts.shell.sections[one]}
                    {one === "calendars" && failing.length > 0 && <Mark words={texts.calendars.attention} />}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div class="who">
            <a href={`${base}/book/${encodeURIComponent(host.slug)}`} target="_blank" rel="noopener">
              {texts.shell.yourPage}
              <span class="unseen"> {texts.shell.newTab}</span>
            </a>
            <form method="post" action={`${base}/logout`}>
              <button class="quiet-button">{texts.shell.signOut}</button>
            </form>
          </div>
        </header>
        <main id="main" tabIndex={-1}>
          <div class="title">
            <h1>{title}</h1>
            {actions !== undefined && <div class="actions">{actions}</div>}
          </div>
          {context.isDemo && section !== null && <Demo context={context} />}
          {notice !== undefined && (
            <p class="notice" role="status">
              {notice}
            </p>
          )}
          {body}
        </main>
      </>
    ),
  });
}

/** Something in this section needs attention. */
function Mark({ words }: { readonly words: string }) {
  return (
    <>
      {" "}
      <span class="mark" aria-hidden="true">
        !
      </span>
      <span class="unseen">{`(${words})`}</span>
    </>
  );
}

/** Offers whoever signed in as the demo host to begin for real. */
function Demo({ context: { base, translation } }: { readonly context: DashboardContext }) {
  const { demo } = translation.texts.shell;
  return (
    <aside class="panel" aria-label={demo.title}>
      <p>
        <strong>{demo.title}.</strong> {demo.lead}
      </p>
      <a class="button small" href={`${base}/dashboard/demo`}>
        {demo.remove}
      </a>
    </aside>
  );
}
