import type { Generated, Insertable, Selectable } from "kysely";
import type { Actor } from "../domain/actor.ts";
import type { AuditAction } from "../domain/audit.ts";
import type {
  BookingLinksTable,
  BookingsTable,
  Flag,
  GuestsTable,
  HoldsTable,
  IdempotencyKeysTable,
  Json,
  MeetingsTable,
} from "./booking-tables.ts";
import type {
  CalendarAccountsTable,
  CalendarEntriesTable,
  CalendarFeedsTable,
  CalendarObjectsTable,
  CalendarsTable,
  ExternalBusyTable,
} from "./calendar-tables.ts";
import type { EventTypesTable, SchedulesTable } from "./event-type-tables.ts";
import type {
  BlocksTable,
  EmailCodesTable,
  LimitCountsTable,
  LimitUsesTable,
  SignInFailuresTable,
  SuppressionsTable,
} from "./limit-tables.ts";
import type { WhenUnreachable } from "../domain/calendars.ts";
import type { HostRole } from "../domain/records.ts";
import type { EpochMs } from "../domain/interval.ts";

/** The tables of the migrations, as Kysely sees them. Booleans are `0` and `1`. */
export type Tables = {
  hosts: HostsTable;
  host_profiles: HostProfilesTable;
  api_keys: ApiKeysTable;
  schedules: SchedulesTable;
  event_types: EventTypesTable;
  settings: SettingsTable;
  slot_versions: SlotVersionsTable;
  former_host_slugs: FormerHostSlugsTable;
  former_event_slugs: FormerEventSlugsTable;
  time_off: TimeOffTable;
  meetings: MeetingsTable;
  holds: HoldsTable;
  bookings: BookingsTable;
  guests: GuestsTable;
  booking_links: BookingLinksTable;
  idempotency_keys: IdempotencyKeysTable;
  outbox: OutboxTable;
  audit: AuditTable;
  webhooks: WebhooksTable;
  delivery_tries: DeliveryTriesTable;
  sessions: SessionsTable;
  limit_uses: LimitUsesTable;
  limit_counts: LimitCountsTable;
  sign_in_failures: SignInFailuresTable;
  email_codes: EmailCodesTable;
  suppressions: SuppressionsTable;
  blocks: BlocksTable;
  calendar_accounts: CalendarAccountsTable;
  calendars: CalendarsTable;
  calendar_objects: CalendarObjectsTable;
  external_busy: ExternalBusyTable;
  calendar_entries: CalendarEntriesTable;
  calendar_feeds: CalendarFeedsTable;
};

type SettingsTable = {
  id: number;
  version: string;
  secret_fingerprint: string | null;
  clients_forgotten_to: number;
  reminded_to: Generated<EpochMs>;
};

type HostsTable = {
  id: Generated<number>;
  slug: string;
  name: string;
  email: string;
  time_zone: string;
  locale: Generated<string>;
  role: Generated<HostRole>;
  password_hash: string | null;
  is_demo: Generated<Flag>;
  when_calendar_unreachable: Generated<WhenUnreachable>;
  created_at: EpochMs;
  updated_at: EpochMs;
};

type HostProfilesTable = {
  host_id: number;
  bio: string | null;
  website: string | null;
  accent_color: string | null;
  show_embed_button: Flag;
  avatar_hash: string | null;
  avatar: Uint8Array | null;
  limits: Generated<Json>;
};

type ApiKeysTable = {
  id: Generated<number>;
  host_id: number;
  name: string;
  prefix: string;
  hash: string;
  created_at: EpochMs;
  last_used_at: EpochMs | null;
};

type SessionsTable = {
  id: Generated<number>;
  hash: string;
  host_id: number;
  user_agent: string | null;
  created_at: EpochMs;
  last_used_at: EpochMs;
  expires_at: EpochMs;
};

type SlotVersionsTable = {
  host_id: number;
  version: number;
};

type FormerHostSlugsTable = {
  slug: string;
  host_id: number;
};

type FormerEventSlugsTable = {
  host_id: number;
  slug: string;
  event_type_id: number;
};

type TimeOffTable = {
  id: Generated<number>;
  host_id: number;
  starts_at: EpochMs;
  ends_at: EpochMs;
  reason: string | null;
  message: Generated<string | null>;
  redirect_to: Generated<number | null>;
  created_at: EpochMs;
};

export const outboxStatuses = ["waiting", "sent", "failed", "expired"] as const;
export type OutboxStatus = (typeof outboxStatuses)[number];

/** The integration that runs a job, which determines what its topic and payload mean. */
export type JobKind = "email" | "webhook" | "calendar";

type OutboxTable = {
  id: Generated<number>;
  kind: JobKind;
  host_id: number;
  booking_id: number | null;
  webhook_id: number | null;
  topic: string;
  recipient: string;
  subject: string | null;
  payload: Json;
  message_id: string;
  due_at: EpochMs;
  useful_until: EpochMs;
  status: OutboxStatus;
  attempts: number;
  first_attempt_at: EpochMs | null;
  leased_until: EpochMs;
  last_error: string | null;
  created_at: EpochMs;
  sent_at: EpochMs | null;
};

type WebhooksTable = {
  id: Generated<number>;
  host_id: number;
  url: string;
  description: string | null;
  /** A list, or JSON's null for all events. */
  events: Json;
  active: Flag;
  secret: string;
  previous_secret: string | null;
  previous_until: EpochMs | null;
  created_at: EpochMs;
  updated_at: EpochMs;
  deleted_at: EpochMs | null;
};

type DeliveryTriesTable = {
  id: Generated<number>;
  outbox_id: number;
  at: EpochMs;
  took_ms: number;
  http_status: number | null;
  error: string | null;
  answer: string | null;
};

type AuditTable = {
  id: Generated<number>;
  host_id: number;
  at: EpochMs;
  actor: Actor["type"];
  key_prefix: string | null;
  party: "host" | "attendee" | null;
  action: AuditAction;
  subject_id: number | null;
  count: number;
  changes: Json;
};

export type AuditRow = Selectable<AuditTable>;
export type BookingRow = Selectable<BookingsTable>;
export type NewBookingRow = Insertable<BookingsTable>;
/** An outbox row: work to be done after a commit, retried until it succeeds or expires. */
export type Job = Selectable<OutboxTable>;
export type EventTypeRow = Selectable<EventTypesTable>;
export type ScheduleRow = Selectable<SchedulesTable>;
export type WebhookRow = Selectable<WebhooksTable>;
export type DeliveryTryRow = Selectable<DeliveryTriesTable>;
export type HostRow = Selectable<HostsTable>;
export type EmailCodeRow = Selectable<EmailCodesTable>;
