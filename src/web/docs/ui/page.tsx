import { renderToString } from "preact-render-to-string";
import { assetAddress, type AssetName } from "./assets.ts";

/** The API documentation page; requests from it only go to this server. */
export async function docsPage(basePath: string): Promise<Response> {
  const at = async (name: AssetName) => `${basePath}/swagger/${await assetAddress(name)}`;
  const document = (
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>SchedKit API</title>
        <link rel="stylesheet" href={await at("swagger-ui.css")} />
        <link rel="stylesheet" href={await at("docs.css")} />
        <link rel="icon" type="image/png" href={await at("favicon.png")} />
      </head>
      <body>
        <div id="swagger-ui" data-description={`${basePath}/swagger/json`} />
        <noscript>
          <p>
            This page needs JavaScript. <a href={`${basePath}/swagger/json`}>The description as JSON</a> does
            not.
          </p>
        </noscript>
        <script src={await at("swagger-ui-bundle.js")} />
        <script src={await at("init.js")} />
      </body>
    </html>
  );
  return new Response(`<!doctype html>${renderToString(document)}`, { headers: pageHeaders });
}

/** Everything is loaded from this server and sent to it. */
const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-cache",
};
