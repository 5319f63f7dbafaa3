import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { smtpFindings } from "../../src/doctor/smtp.ts";
import { type SmtpVisit, visitSmtp } from "../../src/email/smtp-visit.ts";
import { startSilentPort } from "../support/silent-port.ts";
import { type Mailbox, type MailboxOptions, startMailbox } from "../support/smtp-server.ts";
import { endOf, temporaryFolder } from "../support/start-server.ts";

// These tests start processes, which can be slow on a busy machine.

const FROM = "Bookings <bookings@example.com>";
/** A self-signed certificate for localhost with its key, valid for a hundred years. */
const localhost = join(import.meta.dir, "../support/localhost.pem");
const DAY_MS = 86_400_000;
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function aMailbox(options?: MailboxOptions): Promise<Mailbox> {
  const mailbox = await startMailbox(options);
  closing.push(() => mailbox.close());
  return mailbox;
}

const withLogin = (mailbox: Mailbox, password: string) => mailbox.url.replace("//", `//us:${password}@`);

/** The doctor's findings about the mail server. */
const diagnose = (url: string, ...args: string[]) => diagnoseWith({}, url, ...args);

async function diagnoseWith(
  more: Record<string, string>,
  url: string,
  ...args: string[]
): Promise<{ code: number; lines: string[] }> {
  const folder = temporaryFolder();
  closing.push(() => folder.remove());
  const env = { SMTP_URL: url, MAIL_FROM: FROM, ...more };
  const { out, code } = await endOf(["doctor", ...args], { dataDir: `${folder.path}/data`, env });
  return { code, lines: out.split("\n").filter((line) => /smtp|mail:/.test(line)) };
}

describe("the doctor", () => {
  test("checks a working server step by step without sending an email", async () => {
    const mailbox = await aMailbox({ password: "right" });
    const { code, lines } = await diagnose(withLogin(mailbox, "right"));
    expect(code).toBe(0);
    expect(lines).toEqual([
      "ok    smtp_name: 127.0.0.1 is an address",
      `ok    smtp_connection: 127.0.0.1 responds on port ${mailbox.port}`,
      "ok    smtp_tls: none, which is fine on the same machine",
      "ok    smtp_login: the server accepted the sign-in of us",
      "ok    smtp_utf8: the server takes addresses in any script",
    ]);
    expect(mailbox.visits.mail).toBe(0);
  });

  test("sends one email with --send and prints the server's reply", async () => {
    const mailbox = await aMailbox();
    const { lines } = await diagnose(mailbox.url, "--send", "ada@example.com");
    expect(lines.at(-1)).toMatch(/^ok {4}test_mail: the server accepted an email to ada@example.com: 250 /);
    expect(mailbox.mails.map(({ to, from }) => ({ to, from }))).toEqual([
      { to: ["ada@example.com"], from: "bookings@example.com" },
    ]);
    mailbox.behave({ at: "rcpt", reply: 550, text: "no such box" });
    const refused = await diagnose(mailbox.url, "--send", "ada@example.com");
    expect(refused.code).toBe(1);
    expect(refused.lines.at(-1)).toMatch(/^FAIL {2}test_mail: the server refused .*: .*550 no such box\. /);
  });

  test("reports a wrong password without showing it", async () => {
    const { code, lines } = await diagnose(withLogin(await aMailbox({ password: "right" }), "hunter2"));
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(
      /^FAIL {2}smtp_login: the server rejected the sign-in of us: .*535 wrong password \[secret\]\. /,
    );
    expect(lines.join()).not.toContain("hunter2");
  });

  test("reports expired, untrusted and misnamed certificates, and accepts valid ones", async () => {
    const certificate = readFileSync(localhost, "utf8");
    const [expired, mailbox] = await Promise.all([
      aMailbox({ startTls: true }),
      aMailbox({ startTls: true, certificate }),
    ]);
    const trusted = { NODE_EXTRA_CA_CERTS: localhost };
    const byName = mailbox.url.replace("127.0.0.1", "localhost");
    const found = await Promise.all([
      diagnose(expired.url),
      diagnose(byName),
      diagnose(`${byName}/?tls.rejectUnauthorized=false`),
      diagnoseWith(trusted, mailbox.url),
      diagnoseWith(trusted, byName),
    ]);
    expect(found.map(({ lines }) => lines.find((line) => line.includes("smtp_tls")))).toEqual([
      expect.stringMatching(/^FAIL .* its certificate has expired\. /),
      expect.stringMatching(
        /^FAIL .* its certificate is not trusted .*append \?tls\.rejectUnauthorized=false to SMTP_URL\.$/,
      ),
      expect.stringMatching(/^ok .*: encrypted; the certificate is valid for 100 years$/),
      expect.stringMatching(/^FAIL .* its certificate is for another name\. /),
      expect.stringMatching(/^ok .*: encrypted; the certificate is valid for 100 years$/),
    ]);
    expect(found.map(({ code }) => code)).toEqual([1, 1, 0, 1, 0]);
  });

  test("reports a closed port, a wrong name and a wrong protocol", async () => {
    const mailbox = await aMailbox();
    const found = await Promise.all(
      ["smtp://127.0.0.1:1", "smtp://mail.invalid", mailbox.url.replace("smtp:", "smtps:")].map((url) =>
        diagnose(url),
      ),
    );
    expect(found.map(({ lines }) => lines.at(-1))).toEqual([
      expect.stringMatching(/^FAIL {2}smtp_connection: nothing is listening at 127\.0\.0\.1 on port 1\. /),
      expect.stringMatching(/^FAIL {2}smtp_name: the name mail\.invalid does not exist\. /),
      expect.stringMatching(/^FAIL {2}smtp_tls: .* TLS could not be started .* Use smtps:\/\/ for port 465/),
    ]);
  });

  test.each(["ada", "a@b.example, c@d.example"])("rejects --send %j", async (to) => {
    const { out, err, code } = await endOf(["doctor", "--send", to], { dataDir: "/nowhere" });
    expect({ out, err, code }).toEqual({
      out: "",
      err: `schedkit: --send takes one email address, not ${JSON.stringify(to)}\n`,
      code: 1,
    });
  });
});

describe("a silent server", () => {
  const limits = { dns: 1_000, connection: 500, greeting: 500, silence: 500 };
  const lastLine = async (url: string, within = limits) =>
    smtpFindings(await visitSmtp({ url, from: FROM }, within), Date.now()).at(-1)!;

  test("is reported as a firewall if it accepts no connection", async () => {
    const silent = await startSilentPort();
    closing.push(() => silent.close());
    const { status, says, do: todo } = await lastLine(`smtp://127.0.0.1:${silent.port}`);
    expect({ status, says }).toEqual({
      status: "fail",
      says: `no answer from 127.0.0.1 on port ${silent.port} within 0.5 s`,
    });
    expect(todo).toContain("hosting companies block ports 25, 465 and 587");
  });

  test("is suspected of needing TLS if it does not greet", async () => {
    const mailbox = await aMailbox();
    mailbox.behave({ at: "connect", hangs: true });
    const { status, says, do: todo } = await lastLine(mailbox.url, { ...limits, silence: 10_000 });
    expect({ status, says }).toEqual({
      status: "fail",
      says: `127.0.0.1 on port ${mailbox.port} accepts the connection but sends no greeting within 0.5 s`,
    });
    expect(todo).toContain("smtps://");
  });

  test("is given up if it stops responding at the login", async () => {
    const mailbox = await aMailbox({ password: "right" });
    mailbox.behave({ at: "auth", hangs: true });
    expect(await lastLine(withLogin(mailbox, "right"))).toMatchObject({ name: "smtp_login", status: "fail" });
  });
});

describe("certificates and encryption", () => {
  const visit = (session: SmtpVisit["session"], host = "mail.example.com"): SmtpVisit => ({
    host,
    port: 587,
    user: undefined,
    limits: { dns: 1, connection: 1, greeting: 1, silence: 1 },
    addresses: ["192.0.2.1"],
    session: session!,
    loggedIn: false,
  });
  const tls = (of: SmtpVisit) => smtpFindings(of, 0).find(({ name }) => name === "smtp_tls")!;

  test.each([
    [90 * DAY_MS, "ok", "encrypted; the certificate is valid for 3 months"],
    [10 * DAY_MS, "warn", "the certificate of mail.example.com is only valid for another 10 days"],
  ] as const)("a certificate that expires in %d ms: %s", (certificateUntil, status, says) => {
    expect(tls(visit({ encrypted: true, certificateUntil, takesUtf8: true }))).toMatchObject({
      status,
      says,
    });
  });

  test("an unencrypted password is a warning", () => {
    expect(tls(visit({ encrypted: false, certificateUntil: undefined, takesUtf8: true }))).toMatchObject({
      status: "warn",
    });
  });
});
