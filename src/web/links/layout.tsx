import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Locale } from "../../i18n/locale.ts";
import { style } from "./style.ts";

/** Renders a whole document. `title`, which is also the only `h1`, must not reveal anything about people. */
export function page(
  { locale }: Pick<Locale, "locale">,
  { title, body }: { readonly title: string; readonly body: ComponentChildren },
): string {
  const document = (
    <html lang={locale} dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          {body}
        </main>
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(document)}`;
}

const styleHash = new Bun.CryptoHasher("sha256").update(style).digest("base64");

/**
 * The headers of every page. The URLs contain tokens, so pages are not cached, indexed, framed or revealed as a referrer.
 * Under `no-referrer`, browsers send `Origin: null` with forms.
 */
export const pageHeaders: Readonly<Record<string, string>> = Object.freeze({
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
  "x-robots-tag": "noindex",
});
