import { lookup } from "node:dns/promises";
import { TLSSocket } from "node:tls";
import { createTransport } from "nodemailer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import SMTPTransport from "nodemailer/lib/smtp-transport";
import type { EpochMs } from "../domain/interval.ts";
import { mailboxOf, type SmtpLimits, smtpOptions } from "./smtp.ts";
import { redactFor, sendFailure } from "./smtp-failure.ts";
import { offersUtf8 } from "./smtp-utf8.ts";

/** How far an SMTP session got. */
export type SmtpVisit = {
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly limits: VisitLimits;
  /** The addresses that its hostname resolves to. */
  readonly addresses?: readonly string[];
  /** Present once the server has greeted us and, if it offers TLS, TLS is established. */
  readonly session?: {
    readonly encrypted: boolean;
    readonly certificateUntil: EpochMs | undefined;
    /** Whether it takes addresses that are not ASCII (RFC 6531). */
    readonly takesUtf8: boolean;
  };
  readonly loggedIn: boolean;
  /** What ended the session too early. */
  readonly failure?: SmtpFailure;
};

/** `code` is nodemailer's, `cause` the system's if known; `reason` is one line without secrets. */
export type SmtpFailure = {
  readonly at: "resolve" | "connect" | "login";
  readonly code: string;
  readonly cause: string | undefined;
  readonly reason: string;
};

type VisitLimits = Omit<SmtpLimits, "send">;
type Settings = { readonly url: string; readonly from: string };

const LIMITS: VisitLimits = { dns: 5_000, connection: 10_000, greeting: 10_000, silence: 10_000 };

/** Resolves, connects, starts TLS and authenticates exactly as sending does, and sends nothing. */
export async function visitSmtp({ url, from }: Settings, limits = LIMITS): Promise<SmtpVisit> {
  const { options } = new SMTPTransport(smtpOptions(url, mailboxOf(from), limits));
  const auth = options.auth as Login | undefined;
  const connection = new SMTPConnection(options);
  connection.on("error", () => {}); // Later errors do not matter.
  const { host, port } = connection;
  const visit = { host, port, user: auth?.user, limits, loggedIn: false };
  const trouble = formErrorFor(url);
  let addresses: string[];
  try {
    addresses = await addressesOf(host, limits.dns);
  } catch (error) {
    return { ...visit, failure: trouble("resolve", error) };
  }
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once("error", reject);
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
  } catch (error) {
    connection.close();
    return { ...visit, addresses, failure: trouble("connect", error) };
  }
  const session = {
    encrypted: connection.secure,
    certificateUntil: certificateUntil(connection._socket),
    takesUtf8: offersUtf8(connection),
  };
  const failure = auth && (await loginFailure(connection, auth, trouble));
  connection.quit();
  return {
    ...visit,
    addresses,
    session,
    loggedIn: auth !== undefined && !failure,
    ...(failure && { failure }),
  };
}

/** Sends a test email. Returns the server's reply, or why it was refused. */
export async function sendTestEmail(
  { url, from }: Settings,
  to: string,
  letter: { readonly subject: string; readonly text: string },
): Promise<
  { readonly taken: true; readonly response: string } | { readonly taken: false; readonly reason: string }
> {
  const transport = createTransport(smtpOptions(url, mailboxOf(from), LIMITS));
  try {
    const { response } = await transport.sendMail({ from: mailboxOf(from), to, ...letter });
    return { taken: true, response: redactFor(url)(response) };
  } catch (error) {
    return { taken: false, reason: sendFailure(error, redactFor(url)).reason };
  } finally {
    transport.close();
  }
}

type Login = { readonly user: string; readonly pass: string };

async function addressesOf(host: string, patienceMs: number): Promise<string[]> {
  const found = await Promise.race([lookup(host, { all: true }), Bun.sleep(patienceMs)]);
  if (!found) throw Object.assign(new Error("no name server responded"), { code: "ETIMEDOUT" });
  return found.map(({ address }) => address);
}

function loginFailure(
  connection: SMTPConnection,
  auth: Login,
  trouble: ReturnType<typeof formErrorFor>,
): Promise<SmtpFailure | undefined> {
  return new Promise((resolve) => {
    connection.once("error", (error) => resolve(trouble("login", error)));
    connection.login(auth, (error) => resolve(error ? trouble("login", error) : undefined));
  });
}

function formErrorFor(url: string) {
  const redact = redactFor(url);
  return (at: SmtpFailure["at"], error: unknown): SmtpFailure => {
    const { code, originalCode } = error as { code?: string; originalCode?: string };
    return { at, code: String(code), cause: originalCode, reason: sendFailure(error, redact).reason };
  };
}

function certificateUntil(socket: unknown): EpochMs | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const until = Date.parse(socket.getPeerCertificate().valid_to);
  return Number.isNaN(until) ? undefined : until;
}
