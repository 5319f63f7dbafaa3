import type { SendMailOptions } from "nodemailer";
import addressparser from "nodemailer/lib/addressparser";
import type { EpochMs } from "../domain/interval.ts";
import type { Mailbox, RenderedContent } from "./content/content.ts";
import { withoutEncodedWords } from "../domain/text/typed-text.ts";
import { takesSmtpUtf8 } from "./smtp-utf8.ts";
import { redactFor, type SendFailure, sendFailure } from "./smtp-failure.ts";

/** An email to send. The id and date are the same on every attempt, so that duplicates can be recognised. */
export type OutgoingEmail = {
  readonly letter: RenderedContent;
  readonly messageId: string;
  /** The same for all emails about one booking, so that programs show them as one conversation (RFC 5322, 3.6.4). */
  readonly thread?: string | undefined;
  readonly date: EpochMs;
};

/** The result of sending: expected failures are values, not exceptions. */
export type SendResult = { readonly kind: "sent" } | SendFailure;

export type EmailSender = {
  /** Sends to the email's one recipient; resolves within 50 seconds. */
  send(mail: OutgoingEmail): Promise<SendResult>;
  /** Disconnects immediately; sends in progress fail. */
  close(): void;
};

export type SmtpSettings = {
  readonly url: string;
  readonly from: string;
  readonly limits?: Partial<SmtpLimits>;
};

/** Timeouts in milliseconds. */
export type SmtpLimits = {
  readonly dns: number;
  readonly connection: number;
  readonly greeting: number;
  /** For each reply after the greeting. */
  readonly silence: number;
  /** For everything, including waiting for a free connection. */
  readonly send: number;
};

/** How many emails are sent at the same time. */
export const SMTP_CONNECTIONS = 4;

const LIMITS: SmtpLimits = {
  dns: 5_000,
  connection: 10_000,
  greeting: 10_000,
  silence: 40_000,
  send: 50_000,
};

/**
 * Sends through the server at `url` (`smtp[s]://user:pass@host:port`, with nodemailer's `requireTLS`, `ignoreTLS`, `name`,
 * `authMethod` and `tls.…` as optional query parameters), from the mailbox `from`. Throws if either cannot be parsed.
 */
export function smtpSender({ url, from, limits }: SmtpSettings): EmailSender {
  const author = mailboxOf(from);
  const redact = redactFor(url);
  const longest = { ...LIMITS, ...limits };
  const options = smtpOptions(url, author, longest);
  let transport: ReturnType<typeof pooledTransport> | undefined;
  /** Asked once, by the first email that needs it. */
  let utf8: Promise<boolean> | undefined;

  async function send(mail: OutgoingEmail): Promise<SendResult> {
    if (!isAddress(mail.letter.to.address)) {
      return { kind: "refused", reason: "The recipient is not one email address" };
    }
    try {
      const opened = await (transport ??= pooledTransport(options));
      const takesUtf8 = !needsUtf8(mail) || (await (utf8 ??= takesSmtpUtf8(options)));
      if (!takesUtf8 && !isAscii(mail.letter.to.address)) return { kind: "refused", reason: NO_UTF8 };
      await opened.sendMail({
        ...message(mail, author, takesUtf8),
        signal: AbortSignal.timeout(longest.send),
      });
      return { kind: "sent" };
    } catch (error) {
      utf8 = undefined;
      return sendFailure(error, redact);
    }
  }

  return { send, close: () => void transport?.then((opened) => opened.close({ force: true })) };
}

/** The library is loaded with the first email, to keep the start fast. */
async function pooledTransport(options: ReturnType<typeof smtpOptions>) {
  const { createTransport } = await import("nodemailer");
  return createTransport({
    ...options,
    pool: true,
    maxConnections: SMTP_CONNECTIONS,
    maxRequeues: 1,
    idleTimeout: 30_000,
  });
}

/** The session options for the server at `url`. */
export function smtpOptions(url: string, author: Mailbox, limits: Omit<SmtpLimits, "send">) {
  return {
    url: withKnownOptions(url),
    // Some relays reject the local hostname of a container as a greeting.
    name: domainOf(author),
    dnsTimeout: limits.dns,
    connectionTimeout: limits.connection,
    greetingTimeout: limits.greeting,
    socketTimeout: limits.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  };
}

function message(
  { letter, messageId, thread, date }: OutgoingEmail,
  author: Mailbox,
  takesUtf8: boolean,
): SendMailOptions {
  const { invitation, sender, replyTo } = letter;
  const name = sender === "" ? author.name : `${sender} via ${author.name || domainOf(author)}`;
  return {
    from: plain({ ...author, name }),
    to: [plain(letter.to)],
    ...((takesUtf8 || isAscii(replyTo.address)) && { replyTo: [plain(replyTo)] }),
    envelope: { from: author, to: [plain(letter.to)] },
    subject: headerText(letter.subject),
    text: letter.text,
    html: letter.html,
    messageId,
    ...(thread !== undefined && { inReplyTo: thread, references: thread }),
    date: new Date(date),
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply" },
    ...(invitation && {
      icalEvent: { method: invitation.method, content: invitation.ics, filename: "invite.ics" },
    }),
  };
}

const NO_UTF8 =
  "The mail server does not support addresses with characters other than ASCII before the @ (SMTPUTF8)";

/** Only the part before the @ matters: a domain has an ASCII form. */
function needsUtf8({ letter: { to, replyTo } }: OutgoingEmail): boolean {
  return !isAscii(to.address) || !isAscii(replyTo.address);
}

function isAscii(address: string): boolean {
  return /^[\x20-\x7e]*@[^@]*$/.test(address);
}

function domainOf({ address }: Mailbox): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

function plain({ name, address }: Mailbox): Mailbox {
  return { name: headerText(name), address };
}

/**
 * Earlier versions may have stored anything: encoding would carry a line break past every check, and careless programs would
 * decode it.
 */
function headerText(text: string): string {
  return withoutEncodedWords(text.replaceAll(/\p{Cc}+/gu, " ").trim());
}

/**
 * The Mailbox of RFC 5321 (4.1.2), with non-ASCII characters (RFC 6531): exactly one address and nothing else. nodemailer's
 * parser is lenient: it also finds addresses in other text.
 */
const ONE_ADDRESS =
  /^(?:[^\s\p{Cc}"(),:;<>@[\\\]]+|"(?:[^"\\\p{Cc}]|\\[ -~])*")@(?:[^\s\p{Cc}"(),:;<>@[\\\]]+|\[[\da-fA-F:.IPv]+\])$/u;

function isAddress(address: string): boolean {
  return ONE_ADDRESS.test(address);
}

/** Parses `Name <user@host>`, with the name quoted or not, or a bare address. Throws for anything else. */
export function mailboxOf(from: string): Mailbox {
  const [mailbox, ...others] = addressparser(from, { flatten: true });
  if (!mailbox || others.length > 0 || !isAddress(mailbox.address))
    throw new Error("expected Name <user@host>");
  return plain(mailbox);
}

const KNOWN_OPTION = /^(?:requireTLS|ignoreTLS|name|authMethod|tls\..+)$/;

/** In nodemailer a URL's query overrides everything: timeouts, the pool, even logging. */
function withKnownOptions(url: string): string {
  const known = new URL(url);
  const options = [...known.searchParams.keys()];
  for (const option of options.filter((name) => !KNOWN_OPTION.test(name))) known.searchParams.delete(option);
  return known.href;
}
