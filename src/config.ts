import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { type LogLevel, logLevels } from "./log.ts";

/** Everything that can be set from outside, checked. */
export type Config = {
  readonly host: string;
  readonly port: number;
  /** What links begin with, without a slash at its end. */
  readonly publicUrl: string;
  readonly dataDir: string;
  /** Where mail goes out; undefined where mails wait. */
  readonly smtp: { readonly url: string; readonly from: string } | undefined;
  readonly actionLinks: "direct" | "click";
  readonly rateLimit: boolean;
  readonly trustProxy: boolean;
  readonly frameAncestors: string;
  readonly logLevel: LogLevel;
  readonly logFormat: "text" | "json" | undefined;
};

/** A variable whose value cannot be used; the message is one line that names it and says what it takes. */
export class BadConfig extends Error {}

type Variable = {
  readonly schema: TSchema;
  /** The values it takes, for whoever got it wrong. */
  readonly takes: string;
  readonly meaning: string;
  readonly default?: string;
  /** Never shown; can be read from the file that `NAME_FILE` names. */
  readonly secret?: true;
};

const choice = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>(Type.Union(values.map((value) => Type.Literal(value))));

const matching = (pattern: RegExp) => Type.String({ pattern: pattern.source });

const unsettable = <Schema extends TSchema>(schema: Schema) =>
  Type.Unsafe<Static<Schema> | undefined>(Type.Union([schema, Type.Undefined()]));

/** Every variable there is, in the order in which help shows them. */
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
    meaning: "what links in mails begin with (default http://localhost:PORT)",
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
    meaning: "the mail server; without it mails wait in the outbox",
    secret: true,
  },
  MAIL_FROM: {
    schema: unsettable(matching(/^([^\r\n<>]*<[^@\s<>]+@[^@\s<>]+>|[^@\s<>]+@[^@\s<>]+)$/)),
    takes: "a sender such as Bookings <bookings@example.com>",
    meaning: "the sender of mails; needed with SMTP_URL",
  },
  ACTION_LINKS: {
    schema: choice(["direct", "click"]),
    takes: "direct or click",
    meaning: "whether links in mails act at once, or ask with a button first",
    default: "direct",
  },
  RATE_LIMIT: {
    schema: choice(["on", "off"]),
    takes: "on or off",
    meaning: "limits on the public routes; off is for benchmarks",
    default: "on",
  },
  TRUST_PROXY: {
    schema: choice(["true", "false"]),
    takes: "true or false",
    meaning: "whether a proxy's X-Forwarded-For and -Proto are believed",
    default: "false",
  },
  FRAME_ANCESTORS: {
    schema: matching(/^[^;,\r\n]+$/),
    takes: "sources as in Content-Security-Policy, such as * or https://example.com",
    meaning: "which sites may frame the booking pages",
    default: "*",
  },
  LOG_LEVEL: {
    schema: choice(logLevels),
    takes: logLevels.join(", "),
    meaning: "how much is logged",
    default: "info",
  },
  LOG_FORMAT: {
    schema: unsettable(choice(["text", "json"])),
    takes: "text or json",
    meaning: "how it is logged (default text on a terminal, else json)",
  },
} as const satisfies Record<string, Variable>;

type Name = keyof typeof variables;
type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from the environment. An empty value counts as none. Throws BadConfig with a line
 * for whoever starts the server. `readFile` reads what a secret's `NAME_FILE` names.
 */
export function readConfig(env: Env, readFile: (path: string) => string): Config {
  const get = <N extends Name>(name: N) => checked(name, valueOf(name, env, readFile));
  const port = Number(get("PORT"));
  return {
    host: get("HOST"),
    port,
    publicUrl: (get("PUBLIC_URL") ?? `http://localhost:${port}`).replace(/\/+$/, ""),
    dataDir: get("DATA_DIR"),
    smtp: smtpOf(get("SMTP_URL"), get("MAIL_FROM")),
    actionLinks: get("ACTION_LINKS"),
    rateLimit: get("RATE_LIMIT") === "on",
    trustProxy: get("TRUST_PROXY") === "true",
    frameAncestors: get("FRAME_ANCESTORS"),
    logLevel: get("LOG_LEVEL"),
    logFormat: get("LOG_FORMAT"),
  };
}

function valueOf(name: Name, env: Env, readFile: (path: string) => string): string | undefined {
  const variable: Variable = variables[name];
  const file = variable.secret ? env[`${name}_FILE`] : undefined;
  if (!file) return env[name] || variable.default;
  if (env[name]) throw new BadConfig(`${name} and ${name}_FILE are both set; keep one of them`);
  try {
    return readFile(file).trim() || variable.default;
  } catch {
    throw new BadConfig(`${name}_FILE is ${JSON.stringify(file)}, which cannot be read`);
  }
}

function checked<N extends Name>(
  name: N,
  value: string | undefined,
): Static<(typeof variables)[N]["schema"]> {
  const { schema, takes, secret }: Variable = variables[name];
  if (Value.Check(schema, value)) return value;
  const shown = secret ? "not usable" : JSON.stringify(value);
  throw new BadConfig(`${name} is ${shown}; it takes ${takes}`);
}

function smtpOf(url: string | undefined, from: string | undefined): Config["smtp"] {
  if (url === undefined) return undefined;
  if (from === undefined)
    throw new BadConfig(`MAIL_FROM is not set; with SMTP_URL it takes ${variables.MAIL_FROM.takes}`);
  if (!URL.canParse(url)) throw new BadConfig(`SMTP_URL is not usable; it takes ${variables.SMTP_URL.takes}`);
  return { url, from };
}
