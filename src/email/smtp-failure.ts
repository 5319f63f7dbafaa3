import type { NodemailerError } from "nodemailer";

/** Why an email was not sent; every reason is one line without secrets. */
export type SendFailure =
  /** Permanent: the server will never accept this email for this recipient. */
  | { readonly kind: "refused"; readonly reason: string }
  /** Temporary. `blame` tells whether other emails would fail now too. */
  | { readonly kind: "failed"; readonly reason: string; readonly blame: "mail" | "server" };

/** Removes secrets from a server's reply. */
export type Redact = (text: string) => string;

const LONGEST_REASON = 300;
/** Replies about the session instead of the email: shutdown, command order, authentication (RFC 5321, 4.2; RFC 4954, 6). */
const ABOUT_THE_SESSION = new Set([421, 454, 503, 530, 534, 535, 538]);

/**
 * Classifies an exception from sending. Only a 5xx reply to RCPT TO or DATA is permanent, because it is about the recipient
 * or the message; earlier failures are caused by the server or our configuration and will be fixed.
 */
export function sendFailure(error: unknown, redact: Redact): SendFailure {
  const { code, command, responseCode = 0, message } = error as NodemailerError;
  const reason = oneLine(redact(code === "EABORT" ? "The mail server took too long" : message || `${code}`));
  const repliesToMail = command === "RCPT TO" || command === "DATA";
  if (repliesToMail && responseCode >= 400 && !ABOUT_THE_SESSION.has(responseCode)) {
    return responseCode >= 500 ? { kind: "refused", reason } : { kind: "failed", reason, blame: "mail" };
  }
  return { kind: "failed", reason, blame: code === undefined ? "mail" : "server" };
}

/**
 * Removes the password of the SMTP URL, both plain and as SMTP encodes it, and links, which a spam filter's reply may quote
 * and which allow their reader to act.
 */
export function redactFor(smtpUrl: string): Redact {
  const secrets = secretsOf(new URL(smtpUrl));
  return (text) =>
    secrets
      .reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text)
      .replaceAll(/\bhttps?:\/\/\S+/gi, "[link]");
}

function secretsOf({ username, password }: URL): string[] {
  if (password === "") return [];
  const [user, plain] = [decoded(username), decoded(password)];
  const asPlain = `\0${user}\0${plain}`;
  return [password, plain, base64(plain), base64(asPlain)].sort((a, b) => b.length - a.length);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function oneLine(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length <= LONGEST_REASON ? line : `${line.slice(0, LONGEST_REASON - 1).toWellFormed()}…`;
}
