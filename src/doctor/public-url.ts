import { hostsIn } from "../db/queries/contents-check.ts";
import { ownAddress } from "../config/own-address.ts";
import { version } from "../observability/version.ts";
import { type Check, fail, ok, type DoctorContext, type PublicAnswer, warn } from "./check.ts";

const PATIENCE_MS = 5_000;

/** Requests the version from PUBLIC_URL. */
export async function askPublicUrl(publicUrl: string): Promise<PublicAnswer> {
  try {
    const answer = await ask(`${publicUrl}/version`);
    const date = Date.parse(answer.headers.get("date") ?? "");
    return {
      kind: "answered",
      status: answer.status,
      location: answer.headers.get("location"),
      body: await answer.text(),
      clockAheadMs: Number.isNaN(date) ? undefined : date - Date.now(),
    };
  } catch (error) {
    const { code, name, message } = error as Error & { code?: unknown };
    return { kind: "failed", code: name === "TimeoutError" ? "TIMEOUT" : String(code), message };
  }
}

function ask(url: string): Promise<Response> {
  return fetch(url, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
}

/** Checks that links in emails lead to this server. */
export const publicUrl: Check = {
  name: "public_url",
  needs: ["PUBLIC_URL", "HOST", "PORT"],
  run: async (context) => {
    const url = context.review.config.publicUrl;
    const answer = await context.publicAnswer();
    const serves = await servesHere(context);
    if (answer.kind === "failed") return unreachable(url, answer, serves);
    const { status, location, body } = answer;
    if (location !== null && status >= 300 && status < 400) return redirected(url, location);
    if ([502, 503, 504].includes(status) && !serves) {
      return warn(
        `${url} responds with ${status}: the proxy cannot reach the server`,
        "Start it: schedkit serve",
      );
    }
    const found = versionIn(body);
    if (status !== 200 || found === undefined) {
      return fail(
        `another program responds at ${url} (status ${status} for /version)`,
        "Fix PUBLIC_URL, or point the proxy to schedkit's PORT.",
      );
    }
    if (await checkSchema(context)) {
      return fail(
        `a schedkit responds at ${url}, but it does not know this database's hosts`,
        "Set PUBLIC_URL to the address of this server, or DATA_DIR to the folder of that one.",
      );
    }
    if (found === version.version) return ok(`this schedkit responds at ${url}`);
    return warn(
      `schedkit ${found} responds at ${url}, but this is ${version.version}`,
      "Restart the server to run the installed version.",
    );
  },
};

async function servesHere({ review: { config } }: DoctorContext): Promise<boolean> {
  const answer = await ask(`${ownAddress(config)}/healthz`).catch(() => undefined);
  return answer?.ok ?? false;
}

/** Explains why the address is unreachable, by the system's error code. */
const failures: Record<string, readonly [says: string, todo: string]> = {
  ENOTFOUND: ["the name does not exist", "Add the name to your DNS, or fix PUBLIC_URL."],
  ECONNREFUSED: ["nothing is listening there", "Start the proxy in front of schedkit, or fix PUBLIC_URL."],
  TIMEOUT: [
    `no answer within ${PATIENCE_MS / 1_000} s`,
    "Open the port in the firewall. If it can be reached from elsewhere, ignore this.",
  ],
  CERT_HAS_EXPIRED: ["its certificate has expired", "Renew it; Caddy does this automatically."],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    "its certificate is for another name",
    "Get one for this name, or fix PUBLIC_URL.",
  ],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    "its certificate is not trusted",
    "Get a certificate that browsers trust; Caddy does this automatically.",
  ],
  EPROTO: ["the program listening there does not use TLS", "Put a proxy with TLS there, or fix PUBLIC_URL."],
};

/** Errors that do not depend on whether a server is running behind the address. */
const durationText = /^(CERT_|ERR_TLS_|DEPTH_|UNABLE_|SELF_SIGNED|EPROTO)/;

function unreachable(
  url: string,
  { code, message }: Extract<PublicAnswer, { kind: "failed" }>,
  serves: boolean,
) {
  const certificate = /^(UNABLE_|SELF_SIGNED|DEPTH_)/.test(code) ? "DEPTH_ZERO_SELF_SIGNED_CERT" : code;
  const [why, todo] = failures[certificate] ?? [message, "Fix the network or PUBLIC_URL."];
  const says = `${url} cannot be reached from here: ${why}`;
  if (serves || durationText.test(code)) return fail(says, todo);
  return warn(`${says}; no server is running on this machine either`, "Start it: schedkit serve");
}

function redirected(url: string, location: string) {
  const target = location.replace(/\/version$/, "");
  return fail(
    `${url} redirects to ${target}`,
    "Set PUBLIC_URL to the address at which schedkit responds without a redirect.",
  );
}

function versionIn(body: string): string | undefined {
  try {
    const { name, version } = JSON.parse(body) as { name?: unknown; version?: unknown };
    return name === "schedkit" ? String(version) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns whether the server there does not know a host of our database. */
async function checkSchema({ db, review }: DoctorContext): Promise<boolean> {
  const slug = db && (await hostsIn(db).catch(() => undefined))?.all[0];
  if (slug === undefined) return false;
  const answer = await ask(`${review.config.publicUrl}/v1/u/${slug}`).catch(() => undefined);
  return answer?.status === 404;
}
