import { resolve } from "node:path";
import { FormatRegistry, type Static, type TSchema, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { type LogLevel, logLevels } from "../observability/log.ts";
import { parseProxyTrust, type ProxyTrust } from "./proxy-trust.ts";
import { BadConfig, type ConfigSource, settingOf, type Variable } from "./setting.ts";

/** The validated configuration. */
export type Config = {
  readonly host: string;
  readonly port: number;
  /** The prefix of every link, without a trailing slash. */
  readonly publicUrl: string;
  readonly dataDir: string;
  /** The mail server; undefined if emails stay in the outbox. */
  readonly smtp: { readonly url: string; readonly from: string } | undefined;
  readonly actionLinks: "direct" | "click";
  readonly rateLimit: boolean;
  /** How many bookings one client network may make in an hour. */
  readonly bookingsPerHour: number;
  readonly trustProxy: ProxyTrust;
  /** The address of a separate metrics listener; undefined if metrics are on the public port. */
  readonly metricsAddress: { readonly host: string; readonly port: number } | undefined;
  readonly frameAncestors: string;
  /** Whether webhooks may point to this machine or a private network. */
  readonly webhookAllowPrivate: boolean;
  /** Whether calendar accounts may be on this machine or a private network. */
  readonly calendarAllowPrivate: boolean;
  /** How many days emails and deliveries stay in the outbox after they were sent. */
  readonly outboxDays: number;
  /** How many days after a meeting its attendee is erased; undefined to keep attendees forever. */
  readonly retentionDays: number | undefined;
  /** The folder of the nightly backups and how many to keep; undefined for no backups. */
  readonly backups: { readonly folder: string; readonly keep: number } | undefined;
  readonly logLevel: LogLevel;
  readonly logFormat: "text" | "json" | undefined;
};

const choice = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>(Type.Union(values.map((value) => Type.Literal(value))));

const matching = (pattern: RegExp) => Type.String({ pattern: pattern.source });

const unsettable = <Schema extends TSchema>(schema: Schema) =>
  Type.Unsafe<Static<Schema> | undefined>(Type.Union([schema, Type.Undefined()]));

/** `Name <user@host>` or a bare address. */
const SENDER =
  /^([^\r\n<>]*<[^\s<>()[\]\\,:;"@]+@[^\s<>()[\]\\,:;"@]+>|[^\s<>()[\]\\,:;"@]+@[^\s<>()[\]\\,:;"@]+)$/;

/** An optional address and a port from 1 to 65535. */
const ADDRESS =
  /^(\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z.-]*):([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$/;

FormatRegistry.Set("proxy-trust", (text) => parseProxyTrust(text) !== undefined);

/** Every variable, in the order of the help text. */
export const variables = {
  HOST: {
    schema: matching(/^[0-9A-Za-z.:-]+$/),
    takes: "an address such as 0.0.0.0",
    meaning: "the address to listen on",
    default: "0.0.0.0",
  },
  PORT: {
    schema: matching(/^([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$/),
    takes: "a port from 0 to 65535",
    meaning: "the port to listen on",
    default: "3000",
  },
  PUBLIC_URL: {
    schema: unsettable(matching(/^https?:\/\/[^/?#\s@]+(\/[^?#\s]*)?$/)),
    takes: "an address such as https://book.example.com",
    meaning: "the public URL, with which links in emails begin",
    otherwise: "http://localhost:PORT",
  },
  DATA_DIR: {
    schema: Type.String({ minLength: 1 }),
    takes: "a folder",
    meaning: "the folder of the database and the secret",
    default: "./data",
  },
  SMTP_URL: {
    schema: unsettable(matching(/^smtps?:\/\/[^\s]+$/)),
    takes: "smtp[s]://user:password@host:port",
    meaning: "the mail server, smtp[s]://user:password@host:port; without it, emails stay in the outbox",
    secret: true,
  },
  MAIL_FROM: {
    schema: unsettable(matching(SENDER)),
    takes: "a sender such as Bookings <bookings@example.com>",
    meaning: "the sender of emails, such as Bookings <bookings@example.com>; required with SMTP_URL",
  },
  ACTION_LINKS: {
    schema: choice(["direct", "click"]),
    takes: "direct or click",
    meaning: "whether links in emails act immediately (direct) or show a button first (click)",
    default: "direct",
  },
  RATE_LIMIT: {
    schema: choice(["on", "off"]),
    takes: "on or off",
    meaning: "the limits on public routes; off is only for benchmarks",
    default: "on",
  },
  BOOKINGS_PER_HOUR: {
    schema: matching(/^([1-9][0-9]{0,2}|1000)$/),
    takes: "a number from 1 to 1000",
    meaning: "how many bookings one client network may make in an hour",
    default: "30",
  },
  TRUST_PROXY: {
    schema: Type.String({ format: "proxy-trust" }),
    takes: "true, false, or addresses and networks such as 127.0.0.1, 10.0.0.0/8, fd00::/8",
    meaning:
      "whose X-Forwarded-For and X-Request-Id are trusted: nobody's, everybody's, or that of these proxies",
    default: "false",
  },
  METRICS_ADDR: {
    schema: unsettable(matching(ADDRESS)),
    takes: "an address and a port, such as 127.0.0.1:9464 or :9464",
    meaning: "a separate address for /metrics, which is then not public",
  },
  FRAME_ANCESTORS: {
    schema: matching(/^[^;,\r\n]+$/),
    takes: "sources as in Content-Security-Policy, such as * or https://example.com",
    meaning: "which sites may frame the booking pages",
    default: "*",
  },
  WEBHOOK_ALLOW_PRIVATE: {
    schema: choice(["true", "false"]),
    takes: "true or false",
    meaning: "whether webhooks may call this machine and its network, which exposes them to hosts",
    default: "false",
  },
  CALENDAR_ALLOW_PRIVATE: {
    schema: choice(["true", "false"]),
    takes: "true or false",
    meaning: "whether calendar accounts may be on this machine and its network, which exposes them to hosts",
    default: "false",
  },
  BACKUP_DIR: {
    schema: unsettable(Type.String({ minLength: 1 })),
    takes: "a folder",
    meaning: "the folder for nightly backups of the database",
    otherwise: "no backups",
  },
  BACKUP_KEEP: {
    schema: matching(/^[1-9][0-9]{0,3}$/),
    takes: "a number from 1 to 9999",
    meaning: "how many nightly backups to keep",
    default: "7",
  },
  OUTBOX_DAYS: {
    schema: matching(/^([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)$/),
    takes: "a number of days from 1 to 3650",
    meaning: "how many days finished emails and webhook deliveries stay in the outbox",
    default: "30",
  },
  RETENTION_DAYS: {
    schema: unsettable(matching(/^([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)$/)),
    takes: "a number of days from 1 to 3650",
    meaning: "how many days after a meeting its attendee is erased",
    otherwise: "never",
  },
  LOG_LEVEL: {
    schema: choice(logLevels),
    takes: logLevels.join(", "),
    meaning: "the lowest level that is logged to standard error: debug, info, warn or error",
    default: "info",
  },
  LOG_FORMAT: {
    schema: unsettable(choice(["text", "json"])),
    takes: "text or json",
    meaning: "the format of the log: text or json",
    otherwise: "text on a terminal, otherwise json",
  },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof variables;

/** Reads the configuration. An empty value counts as unset. Throws BadConfig with a one-line message for the operator. */
export function readConfig(source: ConfigSource): Config {
  const get = <N extends VariableName>(name: N) =>
    checked(name, settingOf(name, variables[name], source).value);
  const port = Number(get("PORT"));
  return {
    host: get("HOST"),
    port,
    publicUrl: (get("PUBLIC_URL") ?? `http://localhost:${port}`).replace(/\/+$/, ""),
    dataDir: get("DATA_DIR"),
    smtp: smtpOf(get("SMTP_URL"), get("MAIL_FROM")),
    actionLinks: get("ACTION_LINKS"),
    rateLimit: get("RATE_LIMIT") === "on",
    bookingsPerHour: Number(get("BOOKINGS_PER_HOUR")),
    trustProxy: parseProxyTrust(get("TRUST_PROXY"))!,
    metricsAddress: metricsAddressOf(get("METRICS_ADDR")),
    frameAncestors: get("FRAME_ANCESTORS"),
    webhookAllowPrivate: get("WEBHOOK_ALLOW_PRIVATE") === "true",
    calendarAllowPrivate: get("CALENDAR_ALLOW_PRIVATE") === "true",
    outboxDays: Number(get("OUTBOX_DAYS")),
    retentionDays: retentionOf(get("RETENTION_DAYS")),
    backups: backupsOf(get("BACKUP_DIR"), get("BACKUP_KEEP")),
    logLevel: get("LOG_LEVEL"),
    logFormat: get("LOG_FORMAT"),
  };
}

function checked<N extends VariableName>(
  name: N,
  value: string | undefined,
): Static<(typeof variables)[N]["schema"]> {
  const { schema, takes, secret }: Variable = variables[name];
  if (Value.Check(schema, value)) return value;
  const shown = secret ? "not usable" : JSON.stringify(value);
  throw new BadConfig(`${name} is ${shown}; it takes ${takes}`, [name]);
}

function smtpOf(url: string | undefined, from: string | undefined): Config["smtp"] {
  if (url === undefined) return undefined;
  if (from === undefined) {
    throw new BadConfig(`MAIL_FROM is not set; with SMTP_URL it takes ${variables.MAIL_FROM.takes}`, [
      "MAIL_FROM",
      "SMTP_URL",
    ]);
  }
  if (!URL.canParse(url)) {
    throw new BadConfig(`SMTP_URL is not usable; it takes ${variables.SMTP_URL.takes}`, ["SMTP_URL"]);
  }
  return { url, from };
}

function metricsAddressOf(address: string | undefined): Config["metricsAddress"] {
  if (address === undefined) return undefined;
  const [, host = "", port] = ADDRESS.exec(address)!;
  return { host: host.replace(/^\[|\]$/g, "") || "0.0.0.0", port: Number(port) };
}

function retentionOf(days: string | undefined): Config["retentionDays"] {
  return days === undefined ? undefined : Number(days);
}

function backupsOf(folder: string | undefined, keep: string): Config["backups"] {
  return folder === undefined ? undefined : { folder: resolve(folder), keep: Number(keep) };
}
