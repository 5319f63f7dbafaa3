// Drives one server with autocannon, under Node: `node bench/load.mjs '{"url": …}'` prints one line of JSON.
import { readFileSync } from "node:fs";
import autocannon from "autocannon";

const { url, connections, duration, amount, bodies } = JSON.parse(process.argv[2]);

/** Lines of `path<TAB>body`: every request takes the next one, so that no two ask for the same thing. */
const lines = bodies ? readFileSync(bodies, "utf8").trimEnd().split("\n") : [];
let next = 0;

function setupRequest(request) {
  const [path, body] = lines[next++ % lines.length].split("\t");
  return { ...request, method: "POST", path, body, headers: { "content-type": "application/json" } };
}

const result = await autocannon({
  url,
  connections,
  ...(amount ? { amount } : { duration }),
  ...(bodies ? { requests: [{ setupRequest }] } : {}),
});

const { latency, requests, statusCodeStats, errors } = result;
const statuses = Object.fromEntries(Object.entries(statusCodeStats).map(([code, { count }]) => [code, count]));
console.log(JSON.stringify({ perSecond: requests.average, total: requests.total, seconds: result.duration, p50: latency.p50, p99: latency.p99, statuses, errors }));
