import type { Locale } from "../../i18n/locale.ts";
import { type Html, html, styleElement, textOf } from "./html.ts";
import { style } from "./style.ts";

/** Writes a whole document. `body` brings the one `h1`; `title` is for the tab and says nothing about anybody. */
export function page(
  { locale }: Pick<Locale, "locale">,
  { title, body }: { readonly title: string; readonly body: Html },
): string {
  return textOf(
    html`<!doctype html>
      <html lang="${locale}" dir="ltr">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${title}</title>
          ${styleElement(style)}
        </head>
        <body>
          <main>${body}</main>
        </body>
      </html> `,
  );
}

const styleHash = new Bun.CryptoHasher("sha256").update(style).digest("base64");

/**
 * The headers of every page. The addresses of these pages hold tokens, so they are neither cached, indexed, framed
 * nor told to another site. Browsers send `Origin: null` with forms under `no-referrer`.
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
