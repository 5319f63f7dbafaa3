import type { Generated } from "kysely";
import type { AccountStatus, CalendarKind, EntryState, ObjectProblem } from "../domain/calendars.ts";
import type { EpochMs } from "../domain/interval.ts";
import type { Flag } from "./booking-tables.ts";

export type CalendarAccountsTable = {
  id: Generated<number>;
  host_id: number;
  kind: CalendarKind;
  name: string;
  url: string;
  credentials: string;
  status: AccountStatus;
  error: string | null;
  paused: Flag;
  disconnecting: "keep" | "remove" | null;
  last_synced_at: EpochMs | null;
  full_synced_at: EpochMs | null;
  failing_since: EpochMs | null;
  reported_at: EpochMs | null;
  sync_at: EpochMs;
  leased_until: EpochMs;
  created_at: EpochMs;
  updated_at: EpochMs;
};

export type CalendarsTable = {
  id: Generated<number>;
  account_id: number;
  host_id: number;
  href: string;
  name: string;
  time_zone: string | null;
  writable: Flag;
  busy: Flag;
  is_target: Flag;
  mark: string | null;
  read_at: EpochMs | null;
  read_until: EpochMs | null;
  busy_version: Generated<number>;
  created_at: EpochMs;
};

export type CalendarObjectsTable = {
  id: Generated<number>;
  calendar_id: number;
  href: string;
  etag: string;
  uid: string | null;
  seen_at: EpochMs;
  problem: ObjectProblem | null;
  title: string | null;
};

export type ExternalBusyTable = {
  host_id: number;
  busy_from: EpochMs;
  busy_until: EpochMs;
  object_id: number;
  calendar_id: number;
};

export type CalendarEntriesTable = {
  booking_id: number;
  calendar_id: number;
  href: string;
  etag: string | null;
  sequence: number;
  starts_at: EpochMs;
  ends_at: EpochMs;
  state: EntryState;
  moved_from: EpochMs | null;
  moved_until: EpochMs | null;
  noticed_at: EpochMs | null;
};

export type CalendarFeedsTable = {
  host_id: number;
  generation: number;
};
