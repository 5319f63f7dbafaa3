import type { Family, Sample } from "./exposition.ts";
import type { Histogram } from "./histogram.ts";
import type { Metrics } from "./metrics.ts";

type Labels = Readonly<Record<string, string | number>>;

/** The counters as metric families, named by Prometheus' conventions. */
export function countedFamilies(metrics: Metrics): Family[] {
  const { requests, bookings, refusals, mails, deliveries, commits, loopLags } = metrics;
  const routes = requests.all().map(({ method, route, seconds, statuses }) => ({
    labels: { method, route },
    seconds,
    statuses: [...statuses],
  }));
  return [
    counter(
      "schedkit_http_requests_total",
      "HTTP responses by route pattern, which is empty for requests without a route.",
      routes.flatMap(({ labels, statuses }) =>
        statuses.map(([status, value]) => ({ labels: { ...labels, status }, value })),
      ),
    ),
    histogramFamily(
      "schedkit_http_request_duration_seconds",
      "Time from the request headers to the response, in seconds.",
      routes.map(({ labels, seconds }) => [labels, seconds]),
    ),
    counter(
      "schedkit_bookings_total",
      "Bookings that were created, rescheduled, confirmed, declined and cancelled.",
      labelled("outcome", bookings),
    ),
    counter(
      "schedkit_booking_refusals_total",
      "Refused bookings and changes of bookings, by reason.",
      labelled("reason", Object.fromEntries(refusals)),
    ),
    counter(
      "schedkit_mails_total",
      "Attempts to send emails: sent, to be retried, given up, or expired.",
      labelled("result", mails),
    ),
    counter(
      "schedkit_webhook_deliveries_total",
      "Attempts to call webhooks: delivered, to be retried, or given up.",
      labelled("outcome", deliveries),
    ),
    histogramFamily("schedkit_commit_writes", "Writes per commit.", [[{}, commits]]),
    gauge(
      "schedkit_event_loop_lag_seconds",
      "Maximum event loop lag in the last minute, in seconds.",
      Math.max(...loopLags) / 1000,
    ),
  ];
}

export function counter(name: string, help: string, values: readonly Sample[]): Family {
  return { name, help, type: "counter", values };
}

export function gauge(name: string, help: string, values: number | readonly Sample[]): Family {
  return { name, help, type: "gauge", values: typeof values === "number" ? [{ value: values }] : values };
}

/** Samples with the key of each value in a label. */
export function labelled(label: string, values: Readonly<Record<string, number>>): Sample[] {
  return Object.entries(values).map(([name, value]) => ({ labels: { [label]: name }, value }));
}

function histogramFamily(name: string, help: string, all: readonly (readonly [Labels, Histogram])[]): Family {
  return { name, help, type: "histogram", values: all.flatMap((one) => histogramSamples(name, ...one)) };
}

/** Bucket counts are cumulative: each includes all smaller values. */
function histogramSamples(name: string, labels: Labels, { bounds, counts, sum }: Histogram): Sample[] {
  let total = 0;
  const buckets = counts.map((count, place) => {
    total += count;
    return {
      metricName: `${name}_bucket`,
      labels: { ...labels, le: place < bounds.length ? bounds[place]! : "+Inf" },
      value: total,
    };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: total },
  ];
}
