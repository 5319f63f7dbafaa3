import { DAY_MS } from "../domain/interval.ts";
import { sendTestEmail, type SmtpFailure, type SmtpVisit, visitSmtp } from "../email/smtp-visit.ts";
import { type Check, fail, durationText, ok, warn } from "./check.ts";

const CERTIFICATE_SOON_MS = 14 * DAY_MS;

/** Checks that emails can be sent; each step of the SMTP session is a line of its own. */
export const smtp: Check = {
  name: "smtp",
  needs: ["SMTP_URL", "MAIL_FROM"],
  run: async ({ review, now }) => {
    const settings = review.config.smtp;
    if (!settings) {
      return warn(
        "SMTP_URL is not set: emails stay in the outbox",
        "Set SMTP_URL and MAIL_FROM to send them.",
      );
    }
    return smtpFindings(await visitSmtp(settings), now());
  },
};

type CheckResult = ReturnType<typeof ok> & { readonly name: string };

/** Explains an SMTP session step by step, up to the step that failed. */
export function smtpFindings(visit: SmtpVisit, now: number): CheckResult[] {
  const { host, port, addresses, session, failure } = visit;
  const steps: CheckResult[] = [];
  if (addresses) steps.push({ name: "smtp_name", ...ok(named(host, addresses)) });
  if (session) {
    steps.push({ name: "smtp_connection", ...ok(`${host} responds on port ${port}`) });
    steps.push({ name: "smtp_tls", ...tlsFinding(visit, session, now) });
    if (!failure) steps.push({ name: "smtp_login", ...loginFinding(visit) });
    steps.push({ name: "smtp_utf8", ...utf8Finding(session) });
  }
  if (failure) steps.push(failureResult(visit, failure));
  return steps;
}

function named(host: string, addresses: readonly string[]): string {
  return addresses.includes(host) ? `${host} is an address` : `${host} is ${addresses.join(", ")}`;
}

function tlsFinding({ host }: SmtpVisit, session: NonNullable<SmtpVisit["session"]>, now: number) {
  if (!session.encrypted) {
    if (/^(localhost|127\.|::1$)/.test(host)) return ok("none, which is fine on the same machine");
    return warn(
      "the connection is not encrypted: the password and all emails can be read on the network",
      "Use smtps:// and port 465, or a port where the server offers STARTTLS (587).",
    );
  }
  const left =
    session.certificateUntil === undefined ? Number.POSITIVE_INFINITY : session.certificateUntil - now;
  if (left === Number.POSITIVE_INFINITY) return ok("encrypted");
  if (left > CERTIFICATE_SOON_MS) return ok(`encrypted; the certificate is valid for ${durationText(left)}`);
  return warn(
    `the certificate of ${host} is only valid for another ${durationText(Math.max(0, left))}`,
    "Ask the operator of the mail server to renew it.",
  );
}

function utf8Finding({ takesUtf8 }: NonNullable<SmtpVisit["session"]>) {
  if (takesUtf8) return ok("the server takes addresses in any script");
  return warn(
    "the server does not support SMTPUTF8: emails to addresses such as jörg@example.com fail",
    "Most people have no such address. If yours do, use a mail server that supports it.",
  );
}

function loginFinding({ user, loggedIn }: SmtpVisit) {
  return ok(loggedIn ? `the server accepted the sign-in of ${user}` : "none, because SMTP_URL has no user");
}

function failureResult(visit: SmtpVisit, trouble: SmtpFailure): CheckResult {
  if (trouble.at === "resolve") return { name: "smtp_name", ...unresolved(visit, trouble) };
  if (trouble.at === "login") return { name: "smtp_login", ...refusedLogin(visit, trouble) };
  return isTls(trouble)
    ? { name: "smtp_tls", ...refusedTls(visit, trouble) }
    : { name: "smtp_connection", ...unconnected(visit, trouble) };
}

function unresolved({ host }: SmtpVisit, { code, reason }: SmtpFailure) {
  if (code === "ENOTFOUND") return fail(`the name ${host} does not exist`, "Fix the host in SMTP_URL.");
  return fail(
    `${host} cannot be resolved: ${reason}`,
    "Fix the name servers of this machine (/etc/resolv.conf).",
  );
}

function isTls({ code, cause = "", reason }: SmtpFailure): boolean {
  return (
    code === "ETLS" || /CERT|SSL|TLS|SELF_SIGNED|EPROTO/.test(cause) || /certificate|TLS|SSL/i.test(reason)
  );
}

function refusedTls({ host, port }: SmtpVisit, { cause = "", reason }: SmtpFailure) {
  const says = (what: string) => `${host} on port ${port}: ${what}`;
  const trust =
    "If you run the mail server yourself, install a trusted certificate, or append ?tls.rejectUnauthorized=false to SMTP_URL";
  if (/EXPIRED/.test(cause) || /expired/i.test(reason)) {
    return fail(says("its certificate has expired"), "Ask the operator of the mail server to renew it.");
  }
  if (/ALTNAME/.test(cause) || /altname|does not match/i.test(reason)) {
    return fail(says("its certificate is for another name"), "Use the certificate's name in SMTP_URL.");
  }
  if (/certificate/i.test(reason))
    return fail(says(`its certificate is not trusted (${reason})`), `${trust}.`);
  return fail(
    says(`TLS could not be started (${reason})`),
    "Use smtps:// for port 465, and smtp:// for port 587, which uses STARTTLS.",
  );
}

function unconnected({ host, port, limits }: SmtpVisit, { code, cause, reason }: SmtpFailure) {
  const where = `${host} on port ${port}`;
  if (code === "ETIMEDOUT" && /greeting/i.test(reason)) {
    return fail(
      `${where} accepts the connection but sends no greeting within ${limits.greeting / 1_000} s`,
      "If the port uses TLS from the start, as 465 does, begin SMTP_URL with smtps://.",
    );
  }
  if (code === "ETIMEDOUT") {
    return fail(
      `no answer from ${where} within ${limits.connection / 1_000} s`,
      "Many hosting companies block ports 25, 465 and 587: ask yours to open one, or use another port of your mail provider, such as 2525.",
    );
  }
  if (cause === "ECONNREFUSED") {
    return fail(
      `nothing is listening at ${where}`,
      "Fix the host and port in SMTP_URL: 465 with smtps://, 587 with smtp://.",
    );
  }
  return fail(`${where}: ${reason}`, "Send this message to the operator of the mail server.");
}

function refusedLogin({ user }: SmtpVisit, { reason }: SmtpFailure) {
  return fail(
    `the server rejected the sign-in of ${user}: ${reason}`,
    "Check the user and password in SMTP_URL (write @ as %40, : as %3A and / as %2F); some providers require an app password.",
  );
}

/** Sends a test email if one is requested. */
export const testEmail: Check = {
  name: "test_mail",
  needs: ["SMTP_URL", "MAIL_FROM"],
  run: async ({ sendTo, review: { config } }) => {
    if (sendTo === undefined) return [];
    if (!config.smtp) return fail(`nothing was sent to ${sendTo}`, "Set SMTP_URL and MAIL_FROM first.");
    const sent = await sendTestEmail(config.smtp, sendTo, {
      subject: "schedkit test email",
      text: `This email shows that schedkit at ${config.publicUrl} can send emails. There is no need to reply.\n`,
    });
    if (sent.taken) return ok(`the server accepted an email to ${sendTo}: ${sent.response}`);
    return fail(
      `the server refused an email to ${sendTo}: ${sent.reason}`,
      "Fix this problem and try again.",
    );
  },
};
