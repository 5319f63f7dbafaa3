import type { NodemailerError } from "nodemailer";

/** Why an email was not sent; every reason is one line that names no secret. */
export type SendFailure =
  /** Final: the server will never take this email for this recipient. */
  | { readonly kind: "refused"; readonly reason: string }
  /** Worth another try. `blame` says whether other emails would fare the same now. */
  | { readonly kind: "failed"; readonly reason: string; readonly blame: "mail" | "server" };

/** Takes what must not be kept out of a server's words. */
export type Redact = (text: string) => string;

const LONGEST_REASON = 300;
/** Replies about the session, not the email: shutting down, order of commands, logging in (RFC 5321, 4.2; RFC 4954, 6). */
const ABOUT_THE_SESSION = new Set([421, 454, 503, 530, 534, 535, 538]);

/**
 * Judges why sending threw. Only a 5xx reply to RCPT TO or DATA is final, being about the recipient or the
 * message; whatever went wrong before is the server's trouble or our configuration's, which get fixed.
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
 * Leaves out the password of an SMTP URL, as it is and as SMTP sends it, and links, which a spam filter's
 * reply may quote from the letter and which let their reader act.
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
