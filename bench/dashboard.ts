import type { Running } from "./processes.ts";
import type { Row } from "./report.ts";
import { median } from "./turns.ts";

const KB = 1000;
const ASKED = 15;

/** The host's pages with the most to read; ids are those of what the benchmark made. */
const pagesOf = (bookingId: number, eventTypeId: number, scheduleId: number) => [
  "bookings",
  "bookings?view=waiting",
  "bookings?view=past",
  "bookings?view=past&page=40",
  "bookings?view=cancelled",
  "bookings?q=zzz",
  "bookings/week",
  `bookings/${bookingId}`,
  `bookings/${bookingId}/reschedule`,
  "bookings/new",
  "bookings/clear",
  "event-types",
  `event-types/${eventTypeId}`,
  "availability",
  `availability/${scheduleId}`,
  "availability/why",
  "emails",
  "profile",
];

/** How long a host with 100,000 bookings waits for the pages of the dashboard, and how large they are. */
export async function dashboardRows(server: Running, key: string): Promise<Row[]> {
  const headers = { "x-api-key": key, accept: "text/html", "accept-encoding": "gzip" };
  const json = async (path: string) => (await fetch(`${server.url}/v1/${path}`, { headers })).json();
  const [upcoming] = (await json(`bookings?limit=1&status=confirmed`)).bookings;
  const [eventType] = (await json("event-types?limit=1")).event_types;
  const [schedule] = (await json("schedules?limit=1")).schedules;
  const measured = [];
  for (const page of pagesOf(upcoming.id, eventType.id, schedule.id)) {
    const times: number[] = [];
    let size = 0;
    for (let n = 0; n < ASKED; n++) {
      const began = performance.now();
      const response = await fetch(`${server.url}/dashboard/${page}`, { headers, decompress: false });
      size = (await response.arrayBuffer()).byteLength;
      if (response.status !== 200) throw new Error(`/dashboard/${page} answered ${response.status}`);
      times.push(performance.now() - began);
    }
    measured.push({ page, took: median(times.slice(1)), size });
  }
  const slowest = measured.toSorted((a, b) => b.took - a.took);
  const largest = measured.toSorted((a, b) => b.size - a.size)[0]!;
  const assets = await sizeOfAssets(server, headers);
  const told = slowest.slice(0, 3).map(({ page, took }) => `${page} ${took.toFixed(1)}`);
  return [
    {
      what: "slowest page of the dashboard at 100,000 bookings, ms",
      value: slowest[0]!.took,
      note: `medians of ${ASKED - 1}, over HTTP: ${told.join(", ")}`,
      atMost: 15,
    },
    {
      what: "largest page of the dashboard: HTML, CSS and JS gzipped, KB",
      value: (largest.size + assets) / KB,
      note: `${largest.page} ${(largest.size / KB).toFixed(1)}, CSS and JS ${(assets / KB).toFixed(1)}`,
      atMost: 60,
    },
  ];
}

async function sizeOfAssets(server: Running, headers: Readonly<Record<string, string>>): Promise<number> {
  const html = await (await fetch(`${server.url}/dashboard/profile`, { headers })).text();
  const files = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, file]) => file!);
  const sizes = await Promise.all(
    files.map(async (file) => {
      const response = await fetch(server.url + file, { headers, decompress: false });
      return (await response.arrayBuffer()).byteLength;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
