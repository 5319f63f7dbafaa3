/** Writes log lines for the operator. Fields never contain a token, key, password or email body. */
export type Log = Record<LogLevel, (message: string, fields?: Record<string, unknown>) => void>;

export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

/** A log with one line per event from `level` up, as text or JSON. */
export function createLog(level: LogLevel, format: "text" | "json", write: (line: string) => void): Log {
  const lineOf = format === "json" ? jsonLine : textLine;
  const at = (name: LogLevel): Log[LogLevel] =>
    logLevels.indexOf(name) < logLevels.indexOf(level)
      ? ignored
      : (message, fields = {}) => write(`${lineOf(new Date().toISOString(), name, message, fields)}\n`);
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** The method for lines below the log's level; frequent callers compare with it to skip building them. */
export const ignored = () => undefined;

type Line = (time: string, level: LogLevel, message: string, fields: Record<string, unknown>) => string;

const jsonLine: Line = (time, level, message, fields) => JSON.stringify({ time, level, message, ...fields });

const textLine: Line = (time, level, message, fields) => {
  const details = Object.entries(fields).map(([name, value]) => ` ${name}=${valueText(value)}`);
  return `${time.slice(11, 19)} ${level.toUpperCase().padEnd(5)} ${message}${details.join("")}`;
};

function valueText(value: unknown): string {
  return typeof value === "string" && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}

/** Removes email addresses, keys and tokens from text written elsewhere, such as an error's message. */
export function withoutSecrets(text: string): string {
  return text
    .replaceAll(/[^\s<>:"'/()]+@[^\s<>:"'/()]+/g, "[address]")
    .replaceAll(/\b(sk|whsec)_[\w+/=-]+/g, "[key]")
    .replaceAll(/(?<![\w-])([\w-]{30}|[\w-]{38}|[\w-]{43})(?![\w-])/g, "[token]");
}
