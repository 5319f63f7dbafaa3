import type { Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";

/** A received email: parsed, raw, and its recipient. */
type ReceivedMail = {
  readonly parsed: ParsedMail;
  readonly raw: string;
  readonly from: string;
  readonly to: readonly string[];
};

export type Step = "connect" | "auth" | "mail" | "rcpt" | "data";

/** How the server misbehaves at a step. `when` resolves before the step continues. */
export type Whim = { readonly at: Step } & (
  | { readonly reply: number; readonly text?: string }
  | { readonly hangs: true }
  | { readonly drops: true; readonly having?: "kept the email" }
  | { readonly when: Promise<void> }
);

export type Mailbox = {
  readonly url: string;
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** How often each step was reached. */
  readonly visits: Readonly<Record<Step, number>>;
  /** Makes the server misbehave; without an argument it works again. */
  behave(whim?: Whim): void;
  /** Resolves as soon as the mailbox is in this state. */
  waitFor(state: (mailbox: Mailbox) => boolean): Promise<void>;
  /** Stops listening and disconnects, but keeps its port. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
};

export type MailboxOptions = {
  /** Requires this password, over a connection without TLS. */
  readonly password?: string;
  readonly startTls?: boolean;
  /** Key and certificate as PEM, instead of smtp-server's own. */
  readonly certificate?: string;
  /** A server without SMTPUTF8 refuses addresses and headers that are not ASCII. */
  readonly utf8?: boolean;
};

type Answer = (error?: Error | null) => void;

/** A mailbox behind a real SMTP server on loopback. */
export async function startMailbox({
  password,
  startTls = false,
  certificate,
  utf8 = true,
}: MailboxOptions = {}): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const visits: Record<Step, number> = { connect: 0, auth: 0, mail: 0, rcpt: 0, data: 0 };
  const sockets = new Map<number, Socket>();
  let watchers: (() => void)[] = [];
  let whim: Whim | undefined;
  let server = await listen(0);
  const port = portOf(server);

  function changed(): void {
    for (const watch of watchers) watch();
  }

  function reach(step: Step, session: SMTPServerSession, answer: Answer): void {
    visits[step] += 1;
    changed();
    if (whim?.at !== step) return answer();
    if ("reply" in whim) return answer(replyOf(whim.reply, whim.text));
    if ("drops" in whim) return void sockets.get(session.remotePort)?.destroy();
    if ("when" in whim) void whim.when.then(() => answer());
  }

  function newServer(): SMTPServer {
    return new SMTPServer({
      authOptional: password === undefined,
      hideSMTPUTF8: !utf8,
      allowInsecureAuth: true,
      disableReverseLookup: true,
      disabledCommands: [...(startTls ? [] : ["STARTTLS"]), ...(password === undefined ? ["AUTH"] : [])],
      closeTimeout: 1,
      ...(certificate !== undefined && { key: certificate, cert: certificate }),
      logger: false,
      onConnect: (session, answer) => reach("connect", session, answer),
      onAuth: (auth, session, answer) =>
        reach("auth", session, (error) => {
          if (!error && auth.password !== password) error = replyOf(535, `wrong password ${auth.password}`);
          answer(error, { user: "us" });
        }),
      onMailFrom: (_address, session, answer) => reach("mail", session, answer),
      onRcptTo: (_address, session, answer) => reach("rcpt", session, answer),
      onData: (stream, session, answer) => void receive(stream, session, answer),
    });
  }

  async function receive(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    answer: Answer,
  ): Promise<void> {
    const raw = await textOf(stream).catch(() => undefined);
    // An interrupted email was not sent.
    if (raw === undefined) return;
    const parsed = await simpleParser(raw);
    if (whim && "drops" in whim && whim.having) mails.push({ parsed, raw, ...addressesOf(session) });
    reach("data", session, (error) => {
      if (!error) mails.push({ parsed, raw, ...addressesOf(session) });
      answer(error);
      changed();
    });
  }

  async function listen(onPort: number): Promise<SMTPServer> {
    const fresh = newServer();
    fresh.on("error", () => {});
    fresh.server.on("connection", (socket: Socket) => {
      sockets.set(socket.remotePort!, socket);
      socket.on("error", () => {});
    });
    await new Promise<void>((resolve, reject) => {
      fresh.server.once("error", reject);
      fresh.listen(onPort, "127.0.0.1", resolve);
    });
    return fresh;
  }

  async function goDown(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(resolve));
    for (const socket of sockets.values()) socket.destroy();
    sockets.clear();
    await closed;
  }

  const mailbox: Mailbox = {
    url: `smtp://127.0.0.1:${port}`,
    port,
    mails,
    visits,
    behave: (next) => void (whim = next),
    waitFor: (state) =>
      new Promise((resolve) => {
        const watch = () => {
          if (!state(mailbox)) return;
          watchers = watchers.filter((other) => other !== watch);
          resolve();
        };
        watchers.push(watch);
        watch();
      }),
    goDown,
    comeBack: async () => void (server = await listen(port)),
    close: goDown,
  };
  return mailbox;
}

function portOf(server: SMTPServer): number {
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("the mailbox is not listening");
  return address.port;
}

function replyOf(responseCode: number, text = "as the test wants it"): Error {
  return Object.assign(new Error(text), { responseCode });
}

function addressesOf({ envelope: { mailFrom, rcptTo } }: SMTPServerSession): { from: string; to: string[] } {
  return { from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address) };
}

async function textOf(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
