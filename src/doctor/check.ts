import dayjs from "dayjs";
import duration from "dayjs/plugin/duration.js";
import relativeTime from "dayjs/plugin/relativeTime.js";
import type { Db } from "../db/database.ts";
import type { ConfigReview } from "../config/review.ts";
import type { VariableName } from "../config/config.ts";
import type { EpochMs } from "../domain/interval.ts";

dayjs.extend(duration);
dayjs.extend(relativeTime);

/** The result of a check. `do` is one sentence that says how to fix it. */
export type Finding = {
  readonly name: string;
  readonly status: "ok" | "warn" | "fail";
  readonly says: string;
  readonly do?: string;
};

export type DoctorContext = {
  readonly review: ConfigReview;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => EpochMs;
  readonly folder: string;
  readonly databasePath: string;
  /** The database, opened read-only; undefined if there is none or it is unreadable. */
  readonly db: Db | undefined;
  /** The recipient of the test email; undefined for none. */
  readonly sendTo: string | undefined;
  /** The response of PUBLIC_URL, requested once for all checks. */
  readonly publicAnswer: () => Promise<PublicAnswer>;
};

/** The result of requesting the version from PUBLIC_URL. */
export type PublicAnswer =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly location: string | null;
      readonly body: string;
      /** How far the clock of the machine behind PUBLIC_URL is ahead of ours, in milliseconds. */
      readonly clockAheadMs: number | undefined;
    }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

/** One check. It is skipped if a variable that it needs is unusable. */
export type Check = {
  readonly name: string;
  readonly needs?: readonly VariableName[];
  readonly run: (context: DoctorContext) => Promise<CheckResult | readonly CheckResult[]>;
};

type CheckResult = Omit<Finding, "name"> & { readonly name?: string };

export const ok = (says: string): CheckResult => ({ status: "ok", says });
export const warn = (says: string, todo: string): CheckResult => ({ status: "warn", says, do: todo });
export const fail = (says: string, todo: string): CheckResult => ({ status: "fail", says, do: todo });

/** `3 emails`, `1 email`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A rounded duration in words: `a few seconds`, `5 minutes`, `12 days`. */
export function durationText(ms: number): string {
  return dayjs.duration(ms).humanize();
}

/** The first items of a list, and how many more there are. */
export function listed(items: readonly string[], most = 5): string {
  const more = items.length - most;
  return more > 0 ? `${items.slice(0, most).join(", ")} and ${more} more` : items.join(", ");
}
