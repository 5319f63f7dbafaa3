import { findDemoHost, listHosts } from "../db/queries/hosts/hosts.ts";
import { dateAt, isoInstant } from "../domain/clock.ts";
import { zoneOf } from "../domain/zone.ts";
import type { EventTypeSettings } from "../domain/records.ts";
import type { Deps } from "../usecases/deps.ts";
import { eventTypeDefaults } from "../usecases/hosts/event-types.ts";
import { addHost } from "../usecases/hosts/add-host.ts";
import { listSlots } from "../usecases/bookings/list-slots.ts";

const TIME_ZONE = "America/New_York";
const EMAIL = "jane@example.com";

const demoEventTypes: readonly EventTypeSettings[] = [
  {
    ...eventTypeDefaults,
    slug: "30min",
    title: "30 Minute Meeting",
    description: "A short call about anything.",
    duration_minutes: 30,
    location: "https://meet.example.com/jane",
  },
  {
    ...eventTypeDefaults,
    slug: "consultation",
    title: "Consultation",
    description: "An hour to look at your project together. Jane confirms each request.",
    duration_minutes: 60,
    buffer_after: 15,
    min_notice_minutes: 120,
    location_type: "phone",
    requires_confirmation: true,
    questions: [
      { id: "company", label: "Which company are you with?", type: "text", required: true },
      {
        id: "topic",
        label: "What is it about?",
        type: "select",
        required: false,
        options: ["Pricing", "Integration", "Something else"],
      },
    ],
  },
];

/**
 * Adds the demo host if there is no host yet, and prints its links and its sign-in. Its password follows from the server's
 * secret, so that it stays the same.
 */
export async function addDemo(deps: Deps, print: (line: string) => void): Promise<void> {
  const [first] = await listHosts(deps.database.read, 1);
  if (first) {
    const demo = await findDemoHost(deps.database.read);
    print(welcomeBack(deps, demo?.slug ?? first.slug));
    if (demo) print(signIn(deps));
    return;
  }
  const jane = {
    slug: "jane",
    name: "Jane Doe",
    email: EMAIL,
    time_zone: TIME_ZONE,
    password: passwordOf(deps),
  };
  const added = await addHost(deps, jane, { eventTypes: demoEventTypes, isDemo: true });
  if (added.ok) print(await introduction(deps, added.value.apiKey));
}

function passwordOf({ addressHash }: Deps): string {
  return addressHash("password of the demo host").slice(0, 16);
}

function signIn(deps: Deps): string {
  return `  Sign in   ${deps.publicUrl}/login as ${EMAIL} with the password ${passwordOf(deps)}`;
}

function welcomeBack({ publicUrl }: Deps, slug: string): string {
  return `
There is already a host, so no demo host was added.

  Page      ${publicUrl}/book/${slug}
  Docs      ${publicUrl}/swagger
  API key   create one with: schedkit host key ${slug}
`;
}

async function introduction(deps: Deps, apiKey: string): Promise<string> {
  const today = dateAt(zoneOf(TIME_ZONE), deps.now());
  const slots = await listSlots(deps, "jane", "30min", { from: today, to: today + 7, timeZone: undefined });
  const start = slots.ok && slots.value.starts[0];
  const { publicUrl } = deps;
  return `
A demo host is ready: jane, with the event types 30min and consultation.

  Page      ${publicUrl}/book/jane
${signIn(deps)}
  Docs      ${publicUrl}/swagger
  Slots     ${publicUrl}/v1/slots/jane/30min?date=${start ? isoInstant(start).slice(0, 10) : "2026-03-20"}
  Bookings  curl -H 'x-api-key: ${apiKey}' ${publicUrl}/v1/bookings
  Emails    curl -H 'x-api-key: ${apiKey}' ${publicUrl}/v1/outbox

Book the next free slot:

  curl -X POST ${publicUrl}/v1/book/jane/30min \\
    -H 'content-type: application/json' \\
    -d '{"attendee_name": "Jason Johnson", "attendee_email": "jason@example.com", "start_time": "${start ? isoInstant(start) : ""}", "timezone": "America/Chicago"}'

Jane's API key, which is not shown again: ${apiKey}
`;
}
