/** How many of each thing one host can have, so that no host fills a shared server. */
export const quotas = {
  event_types: 100,
  api_keys: 50,
  schedules: 50,
  time_off: 1_000,
  webhooks: 20,
  blocks: 1_000,
  calendar_accounts: 20,
} as const;
export type Owned = keyof typeof quotas;

/** How many sessions one host can have; one more ends the least recently used. */
export const MOST_SESSIONS = 100;
