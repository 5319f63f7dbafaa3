import type { Database } from "../db/open.ts";
import type { EpochMs } from "../domain/interval.ts";
import type { ActionTokens } from "../security/action-token.ts";

/** What every use case is given: the database, and the parts of the world that a test replaces. */
export type Deps = {
  readonly database: Database;
  readonly now: () => EpochMs;
  readonly newUid: () => string;
  readonly tokens: ActionTokens;
  /** What links begin with, without a slash at its end. */
  readonly publicUrl: string;
  /** The right-hand side of every Message-ID: the host of `publicUrl`. */
  readonly mailDomain: string;
  /** Whether there is a mail server to hand mails to. */
  readonly sendsMail: boolean;
  /** Called after a commit that owes mail. */
  readonly mailIsDue: () => void;
};

export { isUnavailable } from "../db/errors.ts";
