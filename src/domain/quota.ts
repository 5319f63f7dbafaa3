/** How many of its kind one host can have, so that nobody fills a server that others use too. */
export const quotas = {
  event_types: 100,
  api_keys: 50,
  schedules: 50,
  time_off: 1_000,
  webhooks: 20,
  blocks: 1_000,
} as const;
export type Owned = keyof typeof quotas;

/** How many sessions one host can have; a new one ends that which was not used for longest. */
export const MOST_SESSIONS = 100;
