import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import type { EmailDetail } from "./details.ts";
import type { EmailTranslation } from "./translation.ts";
import type { Action, EmailContent } from "./compose.ts";

/** The HTML part: one column that fits 320 px and works without its `<style>`, which only adds dark colours. Loads nothing. */
export function emailHtml(subject: string, letter: EmailContent, { locale }: EmailTranslation): string {
  const document = (
    <html lang={locale} dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
        <style dangerouslySetInnerHTML={{ __html: DARK }} />
      </head>
      <body class="page" style={PAGE}>
        <div style={HIDDEN}>{letter.lead}</div>
        <Column cell="padding:24px 12px" align="center">
          <Column cell="padding:28px 24px" class="card" style={CARD}>
            <h1 class="ink" style={HEADING}>
              {letter.heading}
            </h1>
            <p class="ink" style={LEAD}>
              {letter.lead}
            </p>
            <dl style="margin:0">
              {letter.details.map((detail) => (
                <Detail {...detail} />
              ))}
            </dl>
            {letter.actions.length > 0 && (
              <p style="margin:24px 0 0">
                {letter.actions.map((action) => (
                  <Button {...action} />
                ))}
              </p>
            )}
          </Column>
          <p class="quiet" style={FOOTER}>
            {letter.footer}
          </p>
          {letter.notMe && (
            <p class="quiet" style={FOOTER}>
              {`${letter.notMe.question} `}
              <a class="link" href={letter.notMe.url} style={LINK}>
                {letter.notMe.answer}
              </a>
            </p>
          )}
        </Column>
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(document)}\n`;
}

type ColumnProps = {
  readonly cell: string;
  readonly align?: "center";
  readonly class?: string;
  readonly style?: string;
  readonly children: ComponentChildren;
};

/** A one-column table: Outlook ignores widths and padding on other elements. */
function Column({ cell, align, children, ...table }: ColumnProps) {
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" {...table}>
      <tr>
        <td align={align} style={cell}>
          {children}
        </td>
      </tr>
    </table>
  );
}

function Detail({ label, lines, href, isPast }: EmailDetail) {
  const text = lines.map((line, index) => (
    <>
      {index > 0 && <br />}
      <Line line={line} />
    </>
  ));
  const link = href ? (
    <a class="link" href={href} style={LINK}>
      {text}
    </a>
  ) : (
    text
  );
  return (
    <>
      <dt class="quiet" dir="auto" style={LABEL}>
        {label}
      </dt>
      <dd class="ink" dir="auto" style={VALUE}>
        {isPast ? <s>{link}</s> : link}
      </dd>
    </>
  );
}

/** Keeps the hours on one line, and the zone with its offset if they fit; `<s>` does not reach into the latter by itself. */
function Line({ line }: { readonly line: EmailDetail["lines"][number] }) {
  if (typeof line === "string") return <>{line}</>;
  return (
    <>
      {`${line.date}, `}
      <span style="white-space:nowrap">{line.span}</span>{" "}
      <span style="display:inline-block;text-decoration:inherit">{line.zone}</span>
    </>
  );
}

function Button({ label, url, isMain }: Action) {
  const [name, style] = isMain ? ["main", MAIN_BUTTON] : ["other", OTHER_BUTTON];
  return (
    <>
      <a class={name} href={url} style={`${BUTTON};${style}`}>
        {label}
      </a>{" "}
    </>
  );
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const BREAKS = "overflow-wrap:anywhere;word-break:break-word";
const PAGE = `margin:0;padding:0;background-color:#f3f4f6;color:#1b1f27;${FONT};-webkit-text-size-adjust:100%`;
const HIDDEN = "display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all";
const CARD =
  "max-width:560px;background-color:#ffffff;border:1px solid #dfe2e8;border-radius:10px;text-align:left";
const HEADING = `margin:0 0 8px;font-size:22px;line-height:1.3;font-weight:650;color:#1b1f27;${FONT}`;
const LEAD = `margin:0 0 20px;font-size:16px;line-height:1.5;color:#1b1f27;${FONT};${BREAKS}`;
const LABEL = `margin:14px 0 2px;font-size:13px;line-height:1.4;color:#586071;${FONT};${BREAKS}`;
const VALUE = `margin:0;font-size:16px;line-height:1.45;color:#1b1f27;${FONT};${BREAKS}`;
const LINK = "color:#1f4fc4";
const FOOTER = `max-width:560px;margin:16px 0 0;padding:0 12px;font-size:13px;line-height:1.5;color:#586071;${FONT};${BREAKS}`;
const BUTTON = `display:inline-block;margin:0 8px 8px 0;padding:11px 20px;border-radius:8px;font-size:16px;line-height:1.25;font-weight:600;text-decoration:none;${FONT}`;
const MAIN_BUTTON = "background-color:#1f4fc4;border:1px solid #1f4fc4;color:#ffffff";
const OTHER_BUTTON = "background-color:#ffffff;border:1px solid #7b8394;color:#1b1f27";

const DARK = `
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background-color: #14161b !important; }
  .card { background-color: #1e2128 !important; border-color: #363b46 !important; }
  .ink { color: #eceef2 !important; }
  .quiet { color: #a9b0be !important; }
  .link { color: #9dbcff !important; }
  .main { background-color: #9dbcff !important; border-color: #9dbcff !important; color: #10131a !important; }
  .other { background-color: #1e2128 !important; border-color: #8a92a2 !important; color: #eceef2 !important; }
}
`;
