import type { ComponentChild } from "preact";
import { renderToString } from "preact-render-to-string";
import { bookingAssets } from "./assets.ts";
import { BookingPage } from "./booking-page.tsx";
import { HostPage, type HostView } from "./host-page.tsx";
import type { PageTranslation } from "./languages.ts";
import { LinkGonePage } from "./link-gone-page.tsx";
import { MissingPage } from "./missing-page.tsx";
import { ProblemPage } from "./problem-page.tsx";
import { titleOf } from "./page-words.ts";
import { type Embed, type PageState, stepOf, type Theme } from "./state.ts";
import { fill, lengthOf } from "../../i18n/wording.ts";
import { markdownText } from "../markdown.ts";
import type { LinkTexts, PageError } from "../../i18n/texts/links.ts";

type Document = {
  readonly translation: Pick<PageTranslation, "locale">;
  readonly base: string;
  readonly title: string;
  readonly body: ComponentChild;
  readonly embed?: Embed;
  readonly theme?: Theme | undefined;
  readonly state?: PageState;
  readonly accent?: string | null;
  readonly preview?: Preview;
};

/** What search engines and messengers show of a page (https://ogp.me). */
type Preview = {
  readonly description: string | null;
  readonly url: string;
  readonly image: string | null;
};

/** Longer descriptions are cut anyway. */
const MOST_OF_DESCRIPTION = 200;

/** The page of an event type as an HTML document. */
export function bookingDocument(state: PageState): string {
  return documentOf({
    translation: state,
    base: state.base,
    title: titleOf(state),
    embed: state.embed,
    theme: state.asked.theme,
    accent: state.host.accent,
    ...(isPublic(state) && { preview: previewOf(state) }),
    state,
    body: <BookingPage state={state} act={null} />,
  });
}

/** Pages behind links from emails and private links are private. */
function isPublic({ rescheduling, booked, asked }: PageState): boolean {
  return rescheduling === null && booked === null && asked.link === undefined;
}

function previewOf({ publicUrl, base, host, event, locale, texts }: PageState): Preview {
  const { description } = event;
  const length = lengthOf(locale, texts, event.duration_minutes);
  return {
    description: description === null ? length : `${length} · ${markdownText(description)}`,
    url: `${publicUrl}/book/${host.username}/${event.slug}`,
    image: imageOf(publicUrl, base, host.avatar),
  };
}

/** The address of a picture; its path has the base that the public URL has too. */
function imageOf(publicUrl: string, base: string, avatar: string | null): string | null {
  return avatar && `${publicUrl}${avatar.slice(base.length)}`;
}

/** The page of a host as an HTML document. */
export function hostDocument(
  view: HostView,
  theme: Theme | undefined,
  { publicUrl, bio }: { readonly publicUrl: string; readonly bio: string | null },
): string {
  const { translation, host, base } = view;
  const title = `${translation.texts.book}: ${host.name}`;
  const preview = {
    description: bio === null ? translation.texts.hostIntro : markdownText(bio),
    url: `${publicUrl}/book/${host.username}`,
    image: imageOf(publicUrl, base, host.avatar),
  };
  return documentOf({ ...view, title, theme, accent: host.accent, preview, body: <HostPage {...view} /> });
}

/** How an error page is displayed. */
export type ErrorPageOptions = {
  readonly translation: PageTranslation;
  readonly base: string;
  readonly embed: Embed;
  readonly theme: Theme | undefined;
};

/** The page for a URL without anything to book. */
export function missingDocument(setting: ErrorPageOptions, hostUrl: string | null): string {
  const title = setting.translation.texts.missingTitle;
  return documentOf({ ...setting, title, body: <MissingPage {...setting} hostUrl={hostUrl} /> });
}

/** The page of a private link that can no longer be used. */
export function linkGoneDocument(
  setting: ErrorPageOptions,
  hostName: string,
  why: "used" | "expired",
): string {
  const { title } = setting.translation.texts.linkGone[why];
  return documentOf({ ...setting, title, body: <LinkGonePage {...setting} hostName={hostName} why={why} /> });
}

/** The page for an error; `again` is the URL to retry, and `id` identifies a bug in the log. */
export function problemDocument(
  setting: ErrorPageOptions,
  texts: LinkTexts["sorry"],
  { pageError, again, id }: { readonly pageError: PageError; readonly again: string; readonly id: string },
): string {
  const sentence = fill(texts.pageErrors[pageError], { id });
  const told = { title: texts.title, sentence, tryAgain: texts.tryAgain, again };
  return documentOf({ ...setting, title: told.title, body: <ProblemPage {...setting} {...told} /> });
}

function documentOf(document: Document): string {
  const { translation, base, title, body, embed = null, theme, state, accent, preview } = document;
  const at = (name: string) => `${base}/assets/${name}`;
  const page = (
    <html lang={translation.locale} dir="ltr" data-embed={embed ?? undefined} data-theme={theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        {preview && <PreviewTags title={title} preview={preview} />}
        <link rel="stylesheet" href={at(bookingAssets.names.style)} />
        {accent && <link rel="stylesheet" href={accent} />}
        <link rel="icon" type="image/svg+xml" href={at(bookingAssets.names.icon)} />
        <script defer src={at(bookingAssets.names.script)} />
      </head>
      <body>
        <div id="page">{body}</div>
        <div id="announcer" class="unseen" role="status" />
        {state && (
          <script id="state" type="application/json" dangerouslySetInnerHTML={{ __html: stateText(state) }} />
        )}
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(page)}`;
}

function PreviewTags({ title, preview }: { readonly title: string; readonly preview: Preview }) {
  const { description, url, image } = preview;
  const text = description?.slice(0, MOST_OF_DESCRIPTION).toWellFormed() ?? null;
  const tags = { type: "website", title, url, ...(text && { description: text }), ...(image && { image }) };
  return (
    <>
      {text && <meta name="description" content={text} />}
      {Object.entries(tags).map(([name, content]) => (
        <meta property={`og:${name}`} content={content} />
      ))}
    </>
  );
}

/** The state as JSON that cannot close its element. Leaves out the zones if the rendered page contains them. */
function stateText(state: PageState): string {
  const timeZones = stepOf(state) === "details" ? state.timeZones : [];
  return JSON.stringify({ ...state, timeZones }).replaceAll("<", "\\u003c");
}

/**
 * The headers of every booking page: it loads from and sends to this server only. `frameAncestors` are the sites that may
 * frame it. Browsers apply the rule for forms to every redirect that follows, on other sites too, so `leadsAway` allows
 * any https site.
 */
export function bookingHeaders(frameAncestors: string, leadsAway = false): Readonly<Record<string, string>> {
  return Object.freeze({
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      leadsAway ? "form-action 'self' https:" : "form-action 'self'",
      "base-uri 'none'",
      `frame-ancestors ${frameAncestors}`,
    ].join("; "),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-cache",
    vary: "accept-language, accept-encoding, sec-fetch-dest",
  });
}
