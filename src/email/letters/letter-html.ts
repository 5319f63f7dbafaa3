import type { LetterDetail } from "./letter-details.ts";
import type { EmailTranslation } from "./letter-language.ts";
import type { Action, LetterText } from "./letter-texts.ts";

/**
 * The HTML part: one column that fits 320 px and works without its `<style>`, which only adds dark colours. Loads
 * nothing.
 */
export function letterHtml(subject: string, letter: LetterText, { locale }: EmailTranslation): string {
  return `<!doctype html>
<html lang="${locale}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>${DARK}</style>
</head>
<body class="page" style="${PAGE}">
<div style="${HIDDEN}">${escaped(letter.lead)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="card" style="${CARD}"><tr><td style="padding:28px 24px">
<h1 class="ink" style="${HEADING}">${escaped(letter.heading)}</h1>
<p class="ink" style="${LEAD}">${escaped(letter.lead)}</p>
<dl style="margin:0">
${letter.details.map(detailHtml).join("\n")}
</dl>
${actionsHtml(letter.actions)}
</td></tr></table>
<p class="quiet" style="${FOOTER}">${escaped(letter.footer)}</p>
${notMeHtml(letter.notMe)}</td></tr></table>
</body>
</html>
`;
}

function detailHtml({ label, lines, href, isPast }: LetterDetail): string {
  const text = lines.map(lineHtml).join("<br>");
  const body = href ? `<a class="link" href="${escaped(href)}" style="${LINK}">${text}</a>` : text;
  return `<dt class="quiet" dir="auto" style="${LABEL}">${escaped(label)}</dt>
<dd class="ink" dir="auto" style="${VALUE}">${isPast ? `<s>${body}</s>` : body}</dd>`;
}

/** Keeps the hours on one line, and the zone with its offset if they fit. User input is only escaped, never matched. */
function lineHtml(line: LetterDetail["lines"][number]): string {
  if (typeof line === "string") return escaped(line);
  const [date, span, zone] = [line.date, line.span, line.zone].map(escaped);
  return `${date}, <span style="white-space:nowrap">${span}</span> <span style="display:inline-block">${zone}</span>`;
}

function actionsHtml(actions: readonly Action[]): string {
  if (actions.length === 0) return "";
  return `<p style="margin:24px 0 0">${actions.map(buttonHtml).join(" ")}</p>`;
}

function notMeHtml(notMe: LetterText["notMe"]): string {
  if (!notMe) return "";
  const link = `<a class="link" href="${escaped(notMe.url)}" style="${LINK}">${escaped(notMe.answer)}</a>`;
  return `<p class="quiet" style="${FOOTER}">${escaped(notMe.question)} ${link}</p>\n`;
}

function buttonHtml({ label, url, isMain }: Action): string {
  const [name, style] = isMain ? ["main", MAIN_BUTTON] : ["other", OTHER_BUTTON];
  return `<a class="${name}" href="${escaped(url)}" style="${BUTTON};${style}">${escaped(label)}</a>`;
}

function escaped(text: string): string {
  return Bun.escapeHTML(text);
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
