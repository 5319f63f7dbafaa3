import { variables } from "../config/config.ts";
import { isLoopback, sendsLocalLinks } from "../config/loopback.ts";
import type { Variable } from "../config/setting.ts";
import { type Check, countText, fail, ok, type DoctorContext, warn } from "./check.ts";

/** Checks every variable, and combinations that do not have the intended effect. */
export const configuration: Check = {
  name: "configuration",
  run: async (context) => {
    const { problems, settings } = context.review;
    if (problems.length > 0)
      return problems.map(({ message }) =>
        fail(message, "Fix it: the server does not start with this value."),
      );
    const doubts = pairs.flatMap((doubt) => doubt(context) ?? []);
    if (doubts.length > 0) return doubts;
    const set = settings.filter(({ from }) => from !== "default").length;
    return ok(`${countText(set, "variable is", "variables are")} set, all usable (see: schedkit config)`);
  },
};

type Doubt = (context: DoctorContext) => ReturnType<typeof warn> | undefined;

const pairs: readonly Doubt[] = [plainHttp, localLinks, openLimits];

function plainHttp({ review: { config } }: DoctorContext) {
  const { protocol, hostname } = new URL(config.publicUrl);
  if (protocol !== "http:" || isPrivateName(hostname)) return undefined;
  return warn(
    `PUBLIC_URL is ${config.publicUrl}, which is not encrypted: names, links and keys can be read on the network`,
    "Put a TLS proxy such as Caddy in front of schedkit, and begin PUBLIC_URL with https://.",
  );
}

function localLinks({ review: { config } }: DoctorContext) {
  if (!sendsLocalLinks(config)) return undefined;
  return warn(
    `links in emails begin with ${config.publicUrl}, which only works on this machine`,
    "Set PUBLIC_URL to the address at which others reach schedkit.",
  );
}

function openLimits({ review: { config } }: DoctorContext) {
  if (config.rateLimit) return undefined;
  return warn(
    "RATE_LIMIT is off: anybody can flood the server",
    "Set RATE_LIMIT=on unless this is a benchmark.",
  );
}

/** Returns whether a name or an address is unreachable from outside. */
function isPrivateName(hostname: string): boolean {
  const privateAddress = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|\[f[cde])/;
  const localName = /^[^.]+$|\.(local|lan|internal|test|home\.arpa)$/;
  return isLoopback(hostname) || privateAddress.test(hostname) || localName.test(hostname);
}

/** Looks for misspelled variables. */
export const spelling: Check = {
  name: "spelling",
  run: async ({ env }) => {
    const strangers = Object.keys(env).flatMap((name) => {
      const meant = meantName(name);
      return meant === undefined ? [] : [{ name, meant }];
    });
    if (strangers.length === 0) return ok("no variable seems misspelled");
    return strangers.map(({ name, meant }) =>
      warn(`${name} is not a schedkit variable and has no effect`, `If you meant ${meant}, rename it.`),
    );
  },
};

const known: readonly string[] = Object.entries<Variable>(variables).flatMap(([name, { secret }]) =>
  secret ? [name, `${name}_FILE`] : [name],
);

function meantName(name: string): string | undefined {
  if (known.includes(name)) return undefined;
  const bare = bareName(name);
  return known.find((ours) => bareName(ours) === bare) ?? known.find((ours) => isSlip(name, ours));
}

function bareName(name: string): string {
  return name
    .replace(/^SCHEDKIT_/i, "")
    .replaceAll("_", "")
    .toUpperCase();
}

/** Shorter names resemble too many others, such as HOST and HOME. */
const SHORTEST_SLIP = 7;

/** Returns whether the names differ by one insertion, deletion, substitution or transposition. */
function isSlip(name: string, ours: string): boolean {
  if (ours.length < SHORTEST_SLIP || Math.abs(name.length - ours.length) > 1) return false;
  let start = 0;
  while (start < ours.length && name[start] === ours[start]) start += 1;
  const [a, b] = [name.slice(start), ours.slice(start)];
  const swapped = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return swapped || a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1);
}
