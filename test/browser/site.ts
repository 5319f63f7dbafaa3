import { afterAll, beforeAll, beforeEach } from "bun:test";
import type { EventTypeSettings } from "../../src/domain/records.ts";
import { eventTypeDefaults } from "../../src/usecases/hosts/event-types.ts";
import { type Json, MONDAY, startApp, type TestApp } from "../support/start-app.ts";

const halfHour: EventTypeSettings = {
  ...eventTypeDefaults,
  slug: "30min",
  title: "30 Minute Meeting",
  description: "A short call about anything.",
  duration_minutes: 30,
  location: "https://meet.example.com/jane",
};

const consultation: EventTypeSettings = {
  ...eventTypeDefaults,
  slug: "consultation",
  title: "Consultation",
  duration_minutes: 60,
  location_type: "phone",
  location: "+1 555 0100",
  requires_confirmation: true,
  questions: [
    { id: "company", label: "Which company are you with?", type: "text", required: true },
    {
      id: "topic",
      label: "What is it about?",
      type: "select",
      required: false,
      options: ["Pricing", "Support"],
    },
    {
      id: "days",
      label: "Which days suit you?",
      type: "multi_select",
      required: false,
      options: ["Mon", "Tue"],
    },
    { id: "site", label: "Your site", type: "url", required: false },
    { id: "terms", label: "I agree to the terms", type: "checkbox", required: true },
  ],
};

/** Has starts at every minute, and so more slots in a month than fit in one response. */
const minute: EventTypeSettings = {
  ...eventTypeDefaults,
  slug: "minute",
  title: "A minute",
  duration_minutes: 1,
  hidden: true,
};
const allWeek = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start: "00:00", end: "24:00" }));

export const eventTypes = [halfHour, consultation];

export type Site = {
  readonly app: TestApp;
  /** The app's URL without a trailing slash. */
  readonly address: string;
  /** The host's API key. */
  readonly key: string;
  /** Confirms or declines a booking as its host. */
  byHost(id: number, verb: "confirm" | "decline"): Promise<void>;
  /** All bookings, latest start first. */
  bookings(): Promise<Json[]>;
};

/** The app on a real socket, on a Monday in March, with Jane in New York; each test starts without bookings. */
export function site(): Site {
  let app: TestApp;
  let key = "";
  beforeAll(async () => {
    app = await startApp();
    ({ key } = await app.host("jane", [...eventTypes, minute]));
    const always = { name: "Always", timezone: "America/New_York", weekly: allWeek };
    const { json } = await app.request("POST", "/v1/schedules", { key, body: always });
    await app.request("PATCH", "/v1/event-types/3", { key, body: { schedule_id: json["id"] } });
    app.app.listen({ hostname: "127.0.0.1", port: 0 });
  });
  beforeEach(async () => {
    app.clock.now = MONDAY;
    for (const { id, status } of await bookings()) {
      if (status !== "cancelled" && status !== "declined") await cancel(id);
    }
  });
  afterAll(async () => {
    await app.app.server!.stop(true);
    app.close();
  });

  async function bookings(): Promise<Json[]> {
    return (await app.request("GET", "/v1/bookings?limit=200", { key })).json["bookings"];
  }
  const cancel = (id: number) => app.request("POST", `/v1/bookings/${id}/cancel`, { key, body: {} });

  return {
    get app() {
      return app;
    },
    get address() {
      return `http://127.0.0.1:${app.app.server!.port}`;
    },
    get key() {
      return key;
    },
    async byHost(id, verb) {
      await app.request("POST", `/v1/bookings/${id}/${verb}`, { key, body: {} });
    },
    async bookings() {
      return (await bookings()).filter(({ status }) => status !== "cancelled");
    },
  };
}
