import type { Database } from "../db/database.ts";
import type { Memo } from "../db/response-cache.ts";
import type { FindOffered } from "../db/queries/bookings/bookable.ts";
import type { EpochMs } from "../domain/interval.ts";
import type { Log } from "../observability/log.ts";
import type { Metrics } from "../observability/metrics.ts";
import type { ActionTokens } from "../security/action-token.ts";
import type { DeviceTokens } from "../security/device-token.ts";
import type { EmailCodes } from "../security/email-code.ts";
import type { KeyedHash } from "../security/keyed-hash.ts";
import type { SecretBox } from "../security/secret-box.ts";
import type { Limits } from "./limits/limits.ts";
import type { PostWebhook } from "../webhooks/post.ts";

/** What every use case is given: the database, and the parts of the world that a test replaces. */
export type Deps = {
  readonly database: Database;
  readonly findOffered: FindOffered;
  readonly memo: Memo;
  readonly now: () => EpochMs;
  readonly newUid: () => string;
  readonly tokens: ActionTokens;
  /** Hashes an address's key: what is kept of addresses that are no attendee's. */
  readonly addressHash: KeyedHash;
  /** What tells that a device was signed in before. */
  readonly devices: DeviceTokens;
  /** The digits of the codes that prove addresses. */
  readonly codes: EmailCodes;
  /** What bounds visitors; undefined if nothing does. */
  readonly limits: Limits | undefined;
  /** What links begin with, without a slash at its end. */
  readonly publicUrl: string;
  /** The right-hand side of every Message-ID: the host of `publicUrl`. */
  readonly mailDomain: string;
  /** Whether there is a mail server to hand emails to. */
  readonly sendsMail: boolean;
  /** Called after a commit that enqueued jobs. */
  readonly wakeWorkers: () => void;
  readonly webhooks: Webhooks;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Aborted as soon as the server was asked to stop. */
  readonly stopping: AbortSignal;
};

/** How webhooks are told. */
type Webhooks = {
  /** Whether they may be on this machine or its network. */
  readonly allowPrivate: boolean;
  readonly post: PostWebhook;
  /** What their secrets are sealed in. */
  readonly box: SecretBox;
};

export { isUnavailable } from "../db/errors.ts";
