import type { Generated } from "kysely";
import type { EpochMs } from "../domain/interval.ts";
import type { LocationType } from "../domain/records.ts";
import type { Flag, Json } from "./booking-tables.ts";

export type SchedulesTable = {
  id: Generated<number>;
  host_id: number;
  name: string;
  time_zone: string;
  weekly: Json;
  overrides: Json;
  is_default: Flag;
  created_at: EpochMs;
  updated_at: EpochMs;
};

export type EventTypesTable = {
  id: Generated<number>;
  host_id: number;
  slug: string;
  title: string;
  description: string | null;
  duration_minutes: number;
  buffer_before: number;
  buffer_after: number;
  min_notice_minutes: number;
  max_advance_days: number;
  slot_interval_minutes: number | null;
  max_bookings_per_day: number | null;
  max_upcoming_per_attendee: Generated<number>;
  pending_expires_hours: number | null;
  verify_email: Generated<Flag>;
  location_type: LocationType;
  location: string | null;
  requires_confirmation: Flag;
  questions: Json;
  schedule_id: number | null;
  /** A list of ids, or JSON's null for all calendars that block. */
  busy_calendars: Generated<Json>;
  /** A list, or JSON's null for `duration_minutes` only. */
  durations_minutes: Generated<Json>;
  max_guests: Generated<number>;
  limits: Generated<Json>;
  reminders: Generated<Json>;
  confirmation_note: Generated<string | null>;
  reminder_note: Generated<string | null>;
  redirect_url: Generated<string | null>;
  hidden: Flag;
  active: Flag;
  created_at: EpochMs;
  updated_at: EpochMs;
  deleted_at: EpochMs | null;
};
