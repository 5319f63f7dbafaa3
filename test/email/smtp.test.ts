import { afterEach, describe, expect, test } from "bun:test";
import type { RenderedContent } from "../../src/email/content/content.ts";
import { type OutgoingEmail, type SmtpSettings, smtpSender } from "../../src/email/smtp.ts";
import { type Mailbox, type MailboxOptions, type Step, startMailbox } from "../support/smtp-server.ts";

const FROM = "Bookings <bookings@example.com>";
const ICS = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "METHOD:REQUEST",
  "BEGIN:VEVENT",
  "UID:1@example.com",
  `SUMMARY:Gespräch = Kaffee ☕ ${"x".repeat(40)}`,
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function aMailbox(options?: MailboxOptions): Promise<Mailbox> {
  const mailbox = await startMailbox(options);
  closing.push(() => mailbox.close());
  return mailbox;
}

function aSender({ url, ...settings }: Partial<SmtpSettings> & { url: string }) {
  const sender = smtpSender({ url, from: FROM, ...settings });
  closing.push(() => sender.close());
  return sender;
}

function aMail(letter: Partial<RenderedContent> = {}): OutgoingEmail {
  return {
    messageId: "<1@example.com>",
    date: Date.UTC(2026, 2, 2, 9),
    letter: {
      to: { name: "Ada Lovelace", address: "ada@example.com" },
      replyTo: { name: "Grace Hopper", address: "grace@example.com" },
      subject: "Intro call",
      text: "See you then.",
      html: "<p>See you then.</p>",
      invitation: null,
      sender: "",
      ...letter,
    },
  };
}

function withPassword(mailbox: Mailbox, password: string): string {
  return mailbox.url.replace("//", `//us%40example.com:${encodeURIComponent(password)}@`);
}

describe("a sent email", () => {
  test("has one recipient, our sender, and its own id and date", async () => {
    const mailbox = await aMailbox();
    expect(await aSender(mailbox).send(aMail())).toEqual({ kind: "sent" });
    const [{ parsed, from, to }] = mailbox.mails as [(typeof mailbox.mails)[0]];
    expect({ from, to }).toEqual({ from: "bookings@example.com", to: ["ada@example.com"] });
    expect(parsed.from?.text).toBe('"Bookings" <bookings@example.com>');
    expect(parsed.replyTo?.value).toEqual([{ name: "Grace Hopper", address: "grace@example.com" }]);
    expect(parsed.messageId).toBe("<1@example.com>");
    expect(parsed.date?.toISOString()).toBe("2026-03-02T09:00:00.000Z");
    expect(parsed.text).toStartWith("See you then.");
    expect(parsed.html).toBe("<p>See you then.</p>");
    expect(parsed.attachments).toEqual([]);
  });

  test.each([
    ["Jane Doe", "Bookings <b@example.com>", "Jane Doe via Bookings"],
    ["Jörg “Zo” Doe", "Bookings <b@example.com>", "Jörg “Zo” Doe via Bookings"],
    ["Jane Doe", "b@example.com", "Jane Doe via example.com"],
    ["", "Bookings <b@example.com>", "Bookings"],
  ])("of %p from %s is from %p, and the envelope stays", async (sender, from, name) => {
    const mailbox = await aMailbox();
    await aSender({ url: mailbox.url, from }).send(aMail({ sender }));
    const { parsed, from: envelope } = mailbox.mails[0]!;
    expect(parsed.from?.value).toEqual([{ name, address: "b@example.com" }]);
    expect(envelope).toBe("b@example.com");
  });

  test("refers to the other emails about its booking", async () => {
    const mailbox = await aMailbox();
    await aSender(mailbox).send({ ...aMail(), thread: "<booking@example.com>" });
    const { inReplyTo, references } = mailbox.mails[0]!.parsed;
    expect([inReplyTo, references]).toEqual(["<booking@example.com>", "<booking@example.com>"]);
  });

  test("is marked as automatic", async () => {
    const mailbox = await aMailbox();
    await aSender(mailbox).send(aMail());
    const { headers } = mailbox.mails[0]!.parsed;
    expect(headers.get("auto-submitted")).toBe("auto-generated");
    expect(headers.get("x-auto-response-suppress")).toBe("OOF, AutoReply");
    expect(headers.has("precedence")).toBe(false);
  });

  test.each(["REQUEST", "PUBLISH", "CANCEL"] as const)(
    "with an invitation (%s) has it as a part and a file",
    async (method) => {
      const mailbox = await aMailbox();
      await aSender(mailbox).send(aMail({ invitation: { method, ics: ICS } }));
      const { raw, parsed } = mailbox.mails[0]!;
      const [part, file] = parsed.attachments;
      expect(parsed.attachments).toHaveLength(2);
      expect(raw).toContain(`Content-Type: text/calendar; charset=utf-8; method=${method}\r\n`);
      expect(raw.indexOf("text/html")).toBeLessThan(raw.indexOf("text/calendar"));
      expect(part!.contentType).toBe("text/calendar");
      expect(part!.content.toString()).toBe(ICS);
      expect(file).toMatchObject({ filename: "invite.ics", contentDisposition: "attachment" });
      expect(file!.contentType).toBe("application/ics");
      expect(file!.content.toString()).toBe(ICS);
    },
  );

  test("encodes names and subjects outside ASCII correctly", async () => {
    const mailbox = await aMailbox();
    const to = { name: "Žofie Çelik, “Zo”", address: "zofie@example.com" };
    await aSender(mailbox).send(aMail({ to, subject: "Kaffee ☕ mit Žofie" }));
    const { raw, parsed } = mailbox.mails[0]!;
    expect(parsed.to).toMatchObject({ value: [to] });
    expect(parsed.subject).toBe("Kaffee ☕ mit Žofie");
    expect(raw.slice(0, raw.indexOf("\r\n\r\n"))).toMatch(/^[\x20-\x7e\r\n\t]*$/);
  });
});

describe("an address that is not ASCII", () => {
  const jörg = { name: "Jörg", address: "jörg@example.com" };

  test("is used as it is if the server takes it", async () => {
    const mailbox = await aMailbox();
    const sender = aSender(mailbox);
    expect(await sender.send(aMail({ to: jörg, replyTo: jörg }))).toEqual({ kind: "sent" });
    expect(mailbox.mails[0]!.to).toEqual(["jörg@example.com"]);
    expect(mailbox.mails[0]!.parsed.replyTo?.value).toEqual([jörg]);
  });

  test("is refused with words if the server does not take it", async () => {
    const mailbox = await aMailbox({ utf8: false });
    const refused = await aSender(mailbox).send(aMail({ to: jörg }));
    expect(refused).toMatchObject({ kind: "refused", reason: expect.stringContaining("SMTPUTF8") });
  });

  test("of the other side does not keep an email from an ASCII recipient", async () => {
    const mailbox = await aMailbox({ utf8: false });
    expect(await aSender(mailbox).send(aMail({ replyTo: jörg, sender: "Jörg" }))).toEqual({ kind: "sent" });
    const { raw, parsed } = mailbox.mails[0]!;
    expect(parsed.replyTo).toBeUndefined();
    expect(raw.slice(0, raw.indexOf("\r\n\r\n"))).toMatch(/^[\x20-\x7e\r\n\t]*$/);
  });

  test("only in its domain needs no support", async () => {
    const mailbox = await aMailbox({ utf8: false });
    const replyTo = { name: "Jane", address: "jane@bücher.example" };
    expect(await aSender(mailbox).send(aMail({ replyTo }))).toEqual({ kind: "sent" });
    expect(mailbox.mails[0]!.raw).toContain("xn--bcher-kva.example");
  });

  test("is asked for again after the server was down", async () => {
    const mailbox = await aMailbox();
    const sender = aSender(mailbox);
    await mailbox.goDown();
    expect(await sender.send(aMail({ to: jörg }))).toMatchObject({ kind: "failed", blame: "server" });
    await mailbox.comeBack();
    expect(await sender.send(aMail({ to: jörg }))).toEqual({ kind: "sent" });
  });
});

describe("hostile input", () => {
  const injection = "x\r\nBcc: evil@example.com";

  test.each<[string, Partial<RenderedContent>]>([
    ["a line break in the recipient's name", { to: { name: injection, address: "ada@example.com" } }],
    [
      "a line break in the other person's name",
      { replyTo: { name: injection, address: "grace@example.com" } },
    ],
    ["a line break in the subject", { subject: injection }],
    ["a recipient list in a name", { to: { name: "Ada <evil@example.com>, x", address: "ada@example.com" } }],
    ["a group in a name", { to: { name: "x: evil@example.com;", address: "ada@example.com" } }],
    ["quotes in a name", { to: { name: 'Ada" <evil@example.com>, "x', address: "ada@example.com" } }],
    ["a NUL in a name", { to: { name: "Ada\0 <evil@example.com>", address: "ada@example.com" } }],
  ])("%s adds no header and no recipient", async (_what, letter) => {
    const mailbox = await aMailbox();
    expect(await aSender(mailbox).send(aMail(letter))).toEqual({ kind: "sent" });
    const { parsed, to } = mailbox.mails[0]!;
    expect(to).toEqual(["ada@example.com"]);
    expect(parsed.headers.has("bcc")).toBe(false);
    expect(parsed.to).toMatchObject({ value: [{ address: "ada@example.com" }] });
    expect(parsed.replyTo?.value).toMatchObject([{ address: "grace@example.com" }]);
    expect([parsed.to, parsed.replyTo].flat().map((one) => one!.value.length)).toEqual([1, 1]);
    expect(parsed.subject).not.toMatch(/[\r\n]/);
    expect(
      [parsed.to, parsed.replyTo]
        .flat()
        .map((one) => one!.value[0]!.name)
        .join(),
    ).not.toMatch(/\p{Cc}/u);
  });

  test.each([
    "ada@example.com,evil@example.com",
    "ada@example.com, evil@example.com",
    "ada@example.com\r\nRCPT TO:<evil@example.com>",
    "<ada@example.com>",
    "Ada <ada@example.com>",
    "ada@example.com>\r\nDATA",
    "ada",
    "ada@",
    "a b@example.com",
    "",
  ])("%j is rejected permanently without contacting the server", async (address) => {
    const mailbox = await aMailbox();
    const result = await aSender(mailbox).send(aMail({ to: { name: "Ada", address } }));
    expect(result).toEqual({ kind: "refused", reason: "The recipient is not one email address" });
    expect(mailbox.visits.rcpt).toBe(0);
  });

  test("a quoted local part with a comma stays one recipient", async () => {
    const mailbox = await aMailbox();
    await aSender(mailbox).send(aMail({ to: { name: "Ada", address: '"ada,x"@example.com' } }));
    expect(mailbox.mails[0]!.to).toEqual(['"ada,x"@example.com']);
  });

  test("no email makes the server read a file or fetch a URL", async () => {
    const mailbox = await aMailbox();
    const html = '<img src="file:///etc/passwd"><img src="http://127.0.0.1:1/">';
    expect(await aSender(mailbox).send(aMail({ html, text: "/etc/passwd" }))).toEqual({ kind: "sent" });
    expect(mailbox.mails[0]!.parsed.html).toBe(html);
  });

  test("the URL cannot disable the pool or limits, or enable logging", async () => {
    const mailbox = await aMailbox();
    const url = `${mailbox.url}/?pool=false&logger=true&debug=true&jsonTransport=true&socketTimeout=1`;
    expect(await aSender({ url }).send(aMail())).toEqual({ kind: "sent" });
    expect(mailbox.mails).toHaveLength(1);
  });
});

describe("addresses outside ASCII", () => {
  test("a local part is sent as UTF-8 if the server supports it", async () => {
    const mailbox = await aMailbox();
    expect(await aSender(mailbox).send(aMail({ to: { name: "", address: "žofie@example.com" } }))).toEqual({
      kind: "sent",
    });
    expect(mailbox.mails[0]!.to).toEqual(["žofie@example.com"]);
  });

  test("a domain is sent in its ASCII form", async () => {
    const mailbox = await aMailbox();
    await aSender(mailbox).send(aMail({ to: { name: "", address: "ada@bücher.example" } }));
    expect(mailbox.mails[0]!.raw).toContain("ada@xn--bcher-kva.example");
  });
});

describe("failures", () => {
  const cases: [Step, number, string][] = [
    ["rcpt", 550, "refused"],
    ["rcpt", 553, "refused"],
    ["data", 554, "refused"],
    ["rcpt", 451, "failed mail"],
    ["rcpt", 450, "failed mail"],
    ["data", 452, "failed mail"],
    ["rcpt", 421, "failed server"],
    ["rcpt", 503, "failed server"],
    ["rcpt", 530, "failed server"],
    ["connect", 554, "failed server"],
    ["connect", 421, "failed server"],
    ["mail", 550, "failed server"],
    ["mail", 451, "failed server"],
  ];
  test.each(cases)("at %s, %i means: %s", async (at, reply, expected) => {
    const mailbox = await aMailbox();
    mailbox.behave({ at, reply, text: "we are\tsorry" });
    const result = await aSender(mailbox).send(aMail());
    expect(summary(result)).toBe(expected);
    if (result.kind === "sent") return;
    expect(result.reason).toContain("we are sorry");
    expect(result.reason).toContain(String(reply));
  });

  test("a wrong password is temporary and appears in no reason", async () => {
    const mailbox = await aMailbox({ password: "right" });
    const password = "geheim/ü 1";
    const base64 = Buffer.from(password).toString("base64");
    const asPlain = Buffer.from(`\0us@example.com\0${password}`).toString("base64");
    mailbox.behave({
      at: "auth",
      reply: 535,
      text: `no ${password} ${base64} ${asPlain} ${encodeURIComponent(password)}`,
    });
    const result = await aSender({ url: withPassword(mailbox, password) }).send(aMail());
    expect(result).toMatchObject({ kind: "failed", blame: "server" });
    const { reason } = result as { reason: string };
    expect(reason).toEndWith("535 no [secret] [secret] [secret] [secret]");
  });

  test("the right password is accepted", async () => {
    const mailbox = await aMailbox({ password: "p@ss:w/rd" });
    expect(await aSender({ url: withPassword(mailbox, "p@ss:w/rd") }).send(aMail())).toEqual({
      kind: "sent",
    });
  });

  test("a reason is one line of at most 300 characters without links", async () => {
    const mailbox = await aMailbox();
    mailbox.behave({
      at: "data",
      reply: 554,
      text: `spam: https://book.example.com/v1/cancel/tok ${"é".repeat(400)}`,
    });
    const { reason } = (await aSender(mailbox).send(aMail())) as { reason: string };
    expect(reason).toContain("spam: [link]");
    expect(reason.length).toBe(300);
    expect(reason).not.toMatch(/[\r\n]/);
  });

  test("a closed port is temporary", async () => {
    const mailbox = await aMailbox();
    await mailbox.goDown();
    const result = await aSender(mailbox).send(aMail());
    expect(result).toMatchObject({ kind: "failed", blame: "server" });
    expect((result as { reason: string }).reason).not.toBe("");
  });

  test.each(["connect", "mail", "rcpt", "data"] as const)(
    "a connection cut at %s is temporary",
    async (at) => {
      const mailbox = await aMailbox();
      mailbox.behave({ at, drops: true });
      const result = await aSender(mailbox).send(aMail());
      expect(result).toMatchObject({ kind: "failed", blame: "server" });
      expect(mailbox.mails).toHaveLength(0);
    },
  );

  test.each([
    ["connect", { greeting: 50 }],
    ["rcpt", { silence: 50 }],
    ["data", { silence: 50 }],
    ["data", { send: 500 }],
  ] as const)("a server that is silent at %s times out (%j)", async (at, limits) => {
    const mailbox = await aMailbox();
    mailbox.behave({ at, hangs: true });
    const result = await aSender({ url: mailbox.url, limits }).send(aMail());
    expect(result).toMatchObject({ kind: "failed", blame: "server" });
  });

  test("a rejected email does not block the next one", async () => {
    const mailbox = await aMailbox();
    const sender = aSender(mailbox);
    mailbox.behave({ at: "rcpt", reply: 550 });
    await sender.send(aMail());
    mailbox.behave();
    expect(await sender.send(aMail())).toEqual({ kind: "sent" });
    expect(mailbox.mails).toHaveLength(1);
  });

  test("closing aborts a send in progress, and later ones fail", async () => {
    const mailbox = await aMailbox();
    mailbox.behave({ at: "data", hangs: true });
    const sender = aSender(mailbox);
    const sending = sender.send(aMail());
    await mailbox.waitFor(({ visits }) => visits.data === 1);
    sender.close();
    expect(await sending).toMatchObject({ kind: "failed" });
    expect(await sender.send(aMail())).toMatchObject({ kind: "failed" });
  });
});

describe("TLS", () => {
  test("an untrusted certificate prevents sending", async () => {
    const mailbox = await aMailbox({ startTls: true });
    expect(await aSender(mailbox).send(aMail())).toMatchObject({ kind: "failed", blame: "server" });
    expect(mailbox.visits.mail).toBe(0);
  });

  test("the URL can allow an untrusted certificate", async () => {
    const mailbox = await aMailbox({ startTls: true });
    const url = `${mailbox.url}/?tls.rejectUnauthorized=false`;
    expect(await aSender({ url }).send(aMail())).toEqual({ kind: "sent" });
  });
});

test.each([
  ["us@example.com", ""],
  ["<us@example.com>", ""],
  ["Jane Doe <us@example.com>", "Jane Doe"],
  ["Jane, Inc. <us@example.com>", "Jane, Inc."],
  ['"Jane \\"J\\" Doe" <us@example.com>', 'Jane "J" Doe'],
  ["Žofie <us@example.com>", "Žofie"],
])("%s as MAIL_FROM is one mailbox", async (from, name) => {
  const mailbox = await aMailbox();
  await aSender({ url: mailbox.url, from }).send(aMail());
  expect(mailbox.mails[0]!.from).toBe("us@example.com");
  expect(mailbox.mails[0]!.parsed.from?.value).toEqual([{ name, address: "us@example.com" }]);
});

test.each(["", "nobody", "a@example.com, b@example.com"])("%j is not a sender", (from) => {
  expect(() => smtpSender({ url: "smtp://127.0.0.1:1", from })).toThrow("expected Name");
});

function summary(result: { kind: string; blame?: string }): string {
  return [result.kind, result.blame].filter(Boolean).join(" ");
}
