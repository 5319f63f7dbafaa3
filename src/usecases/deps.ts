import type { Database } from "../db/database.ts";
import type { ResponseCache } from "../db/response-cache.ts";
import type { FindOffered } from "../db/queries/bookings/bookable.ts";
import type { EpochMs } from "../domain/interval.ts";
import type { Log } from "../observability/log.ts";
import type { Metrics } from "../observability/metrics.ts";
import type { ActionTokens } from "../security/action-token.ts";
import type { DeviceTokens } from "../security/device-token.ts";
import type { EmailCodes } from "../security/email-code.ts";
import type { FeedTokens } from "../security/feed-token.ts";
import type { KeyedHash } from "../security/keyed-hash.ts";
import type { PrivateLinkTokens } from "../security/private-link-token.ts";
import type { ResetTokens } from "../security/reset-token.ts";
import type { SecretBox } from "../security/secret-box.ts";
import type { SetupTokens } from "../security/setup-token.ts";
import type { Credentials } from "../calendars/sources/open.ts";
import type { CalendarSource } from "../calendars/sources/source.ts";
import type { CalendarKind } from "../domain/calendars.ts";
import type { Readings } from "./calendars/coalesce.ts";
import type { FeedCache } from "./calendars/feed-cache.ts";
import type { Limits } from "./limits/limits.ts";
import type { PostWebhook } from "../webhooks/post.ts";

/** What every use case gets: the database, and everything that tests replace. */
export type Deps = {
  readonly database: Database;
  readonly findOffered: FindOffered;
  readonly responseCache: ResponseCache;
  readonly now: () => EpochMs;
  readonly newUid: () => string;
  readonly tokens: ActionTokens;
  /** Hashes address keys, for records about addresses that are not an attendee's. */
  readonly addressHash: KeyedHash;
  /** Recognises devices that signed in before. */
  readonly devices: DeviceTokens;
  /** Computes the codes that verify addresses. */
  readonly codes: EmailCodes;
  /** Issues the links with which the first host sets the server up. */
  readonly setupTokens: SetupTokens;
  /** Issues the links for new passwords. */
  readonly resets: ResetTokens;
  /** Issues the addresses of calendar feeds. */
  readonly feedTokens: FeedTokens;
  /** Issues the tokens of private links. */
  readonly linkTokens: PrivateLinkTokens;
  readonly feedCache: FeedCache;
  /** Shows a line to whoever runs the server, on standard output and never in the log. */
  readonly tellOperator: (line: string) => void;
  /** The limits on visitors; undefined for none. */
  readonly limits: Limits | undefined;
  /** The prefix of every link, without a trailing slash. */
  readonly publicUrl: string;
  /** The right-hand side of every Message-ID: the host of `publicUrl`. */
  readonly mailDomain: string;
  /** Whether a mail server is configured. */
  readonly sendsMail: boolean;
  /** Called after a commit that enqueued jobs. */
  readonly wakeWorkers: () => void;
  readonly webhooks: Webhooks;
  readonly calendars: Calendars;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Aborted when the server begins to stop. */
  readonly stopping: AbortSignal;
};

type Webhooks = {
  /** Whether they may point to this machine or a private network. */
  readonly allowPrivate: boolean;
  readonly post: PostWebhook;
  /** Encrypts their secrets. */
  readonly box: SecretBox;
};

type Calendars = {
  /** Opens an account's source. It connects when it is first used. */
  readonly open: (kind: CalendarKind, credentials: Credentials) => CalendarSource;
  /** Encrypts credentials. */
  readonly box: SecretBox;
  readonly readings: Readings;
  /** Called after a commit that makes an account due. */
  readonly wakeSync: () => void;
};

export { isUnavailable } from "../db/errors.ts";
