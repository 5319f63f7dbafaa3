import type { Generated } from "kysely";
import type { BookingStatus } from "../domain/booking.ts";
import type { EpochMs } from "../domain/interval.ts";

export type Flag = 0 | 1;
export type Json = string;

export type MeetingsTable = {
  id: Generated<number>;
  event_type_id: number;
  starts_at: EpochMs;
  ends_at: EpochMs;
  location: string | null;
  sequence: number;
};

export type HoldsTable = {
  host_id: number;
  busy_from: EpochMs;
  busy_until: EpochMs;
  meeting_id: number | null;
  expires_at: Generated<EpochMs | null>;
};

export type BookingsTable = {
  id: Generated<number>;
  host_id: number;
  event_type_id: number;
  meeting_id: number;
  uid: string;
  sequence: number;
  status: BookingStatus;
  requires_confirmation: Flag;
  organizer_email: string;
  attendee_name: string;
  attendee_email: string;
  attendee_time_zone: string;
  attendee_locale: string;
  address_key: string | null;
  search: Generated<string>;
  address_proved: Generated<Flag>;
  client: string | null;
  notes: string | null;
  answers: Json;
  host_notes: string | null;
  cancellation_reason: string | null;
  confirmation_reason: Generated<string | null>;
  starts_at: EpochMs;
  ends_at: EpochMs;
  created_at: EpochMs;
  updated_at: EpochMs;
  erased_at: Generated<EpochMs | null>;
  has_calendar_entry: Generated<Flag>;
  decide_by: EpochMs | null;
  expired: Generated<Flag>;
  attendee_moves: Generated<number>;
  confirmed_at: Generated<EpochMs | null>;
  no_show: Generated<Flag>;
  reschedule_reason: Generated<string | null>;
  link_id: Generated<number | null>;
};

export type BookingLinksTable = {
  id: Generated<number>;
  host_id: number;
  event_type_id: number;
  uses: number;
  used: number;
  expires_at: EpochMs | null;
  prefill: Json;
  created_at: EpochMs;
};

export type GuestsTable = {
  id: Generated<number>;
  booking_id: number;
  email: string;
  created_at: EpochMs;
};

export type IdempotencyKeysTable = {
  event_type_id: number;
  key: string;
  request_hash: string;
  booking_id: number;
  answer: Json;
  created_at: EpochMs;
};
