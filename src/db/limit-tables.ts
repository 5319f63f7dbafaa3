import type { Generated } from "kysely";
import type { EpochMs } from "../domain/interval.ts";
import type { Json } from "./booking-tables.ts";

export type LimitUsesTable = {
  subject: string;
  times: Json;
  expires_at: EpochMs;
};

export type LimitCountsTable = {
  subject: string;
  count: number;
  ends_at: EpochMs;
};

export type SignInFailuresTable = {
  subject: string;
  level: number;
  failed_at: EpochMs;
  locked_until: EpochMs;
};

export type EmailCodesTable = {
  id: Generated<number>;
  event_type_id: number;
  address: string;
  client: string | null;
  guesses_left: number;
  others_guesses_left: number;
  created_at: EpochMs;
  expires_at: EpochMs;
};

export type BlocksTable = {
  id: Generated<number>;
  host_id: number;
  address: string | null;
  domain: string | null;
  note: string | null;
  created_at: EpochMs;
};

export type SuppressionsTable = {
  address: string;
  until: EpochMs;
};
