import { readdirSync } from "node:fs";
import { migrations } from "../../migrations/sqlite/index.ts";
import { version } from "./version.ts";
import type { Family } from "./exposition.ts";
import { counter, gauge } from "./families.ts";

/** Metrics of the process, under the standard names. */
export function processFamilies(): Family[] {
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return [
    gauge("schedkit_build_info", "Always 1, with the version in its labels.", [
      {
        labels: {
          version: version.version,
          bun: Bun.version,
          schema: migrations.length,
          zone_data: version.zone_data,
        },
        value: 1,
      },
    ]),
    gauge(
      "process_start_time_seconds",
      "Start time of the process, in Unix seconds.",
      performance.timeOrigin / 1000,
    ),
    counter("process_cpu_seconds_total", "CPU time, in seconds.", [{ value: (user + system) / 1e6 }]),
    gauge("process_resident_memory_bytes", "Resident memory, in bytes.", rss),
    gauge("schedkit_heap_bytes", "Used JavaScript heap, in bytes.", heapUsed),
    gauge("schedkit_external_bytes", "Memory outside the JavaScript heap, in bytes.", external),
    ...openFiles(),
  ];
}

/** Only known on Linux. */
function openFiles(): Family[] {
  try {
    return [gauge("process_open_fds", "Open file descriptors.", readdirSync("/proc/self/fd").length)];
  } catch {
    return [];
  }
}
