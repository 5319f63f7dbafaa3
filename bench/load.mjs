// Drives one server with autocannon, under Node, and prints one line of JSON:
// node bench/load.mjs '{"url", "connections", "seconds" | "amount", "rate", "requests": a file of lines METHOD, PATH, BODY, CLIENT between tabs}'
import { readFileSync } from "node:fs";
import autocannon from "autocannon";

const { url, connections, seconds, amount, rate, requests } = JSON.parse(process.argv[2]);

const lines = readFileSync(requests, "utf8").trimEnd().split("\n");
let next = 0;

/** Each request takes the next line, so that no two ask for the same thing before all had their turn. */
function setupRequest(request) {
  const [method, path, body, client] = lines[next++ % lines.length].split("\t");
  const headers = {
    ...(body && { "content-type": "application/json" }),
    ...(client && { "x-forwarded-for": client }),
  };
  return { ...request, method, path, body, headers };
}

const times = [];
const statuses = {};
const run = autocannon({
  url,
  connections,
  ...(amount ? { amount } : { duration: seconds }),
  ...(rate && { overallRate: rate }),
  requests: [{ setupRequest }],
});
run.on("response", (_client, status, _bytes, milliseconds) => {
  times.push(milliseconds);
  statuses[status] = (statuses[status] ?? 0) + 1;
});
const { duration, errors, timeouts } = await run;

const sorted = Float64Array.from(times).sort();
const quantile = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
console.log(
  JSON.stringify({
    perSecond: sorted.length / duration,
    answers: sorted.length,
    p50: quantile(0.5),
    p99: quantile(0.99),
    p999: quantile(0.999),
    longest: sorted.at(-1),
    statuses,
    failed: errors + timeouts,
  }),
);
