import type { Database } from "../db/database.ts";
import type { Config } from "../config/config.ts";
import { sendsLocalLinks } from "../config/loopback.ts";
import { createLog, type Log } from "../observability/log.ts";
import { watchLoop } from "../observability/loop-lag.ts";
import { smtpSender } from "../email/smtp.ts";
import { type EmailWorker, startEmailWorker } from "../email/worker.ts";
import type { Worker } from "../jobs/lease-worker.ts";
import { type Deps, isUnavailable } from "../usecases/deps.ts";
import { storeFingerprint } from "../usecases/operations/secret-fingerprint.ts";
import { version } from "../observability/version.ts";
import { startWebhookWorker } from "../webhooks/worker.ts";
import { listen, listenForMetrics, refuseTakenPorts } from "./listen.ts";
import { startNightlyBackups } from "./nightly-backup.ts";
import { serviceNotifier } from "./service-notifier.ts";
import { startExpiring } from "./expiring.ts";
import { startReminding } from "./reminding.ts";
import { startCalendarSync } from "./calendar-sync.ts";
import { startCalendarWriter } from "./calendar-writer.ts";
import { startSetupLinks } from "./setup-link.ts";
import { startTidying } from "./tidying.ts";
import { openDeps } from "./open-deps.ts";
import type { CommandContext } from "./command-context.ts";

/** How long a stop waits for requests and emails in progress. */
const STOP_PATIENCE_MS = 9_000;

/**
 * Serves until a signal, finishes the requests in progress, and returns the exit code. A second signal exits immediately.
 * `onListening` is awaited before the service manager is notified that the server is ready.
 */
export async function runServer(
  context: CommandContext,
  onListening: (deps: Deps) => Promise<void>,
): Promise<number> {
  const asked = stopSignal(context);
  const stopping = new AbortController();
  const config = context.config();
  await refuseTakenPorts(config);
  const log = createLog(config.logLevel, config.logFormat ?? terminalFormat(), (line) =>
    process.stderr.write(line),
  );
  const { deps, database, wakeBy, wakeSyncBy, fingerprint } = openDeps(
    config,
    log,
    stopping.signal,
    context.print,
  );
  logUpgrade(database, log);
  await warnOfOtherSecret(deps, fingerprint);
  const worker = startEmails(config, deps, log);
  const webhooks = startWebhooks(deps, log);
  const calendarWrites = startCalendarWriter(deps);
  wakeBy(() => {
    worker?.wake();
    webhooks.wake();
    calendarWrites.wake();
  });
  const calendarSync = startCalendarSync(deps);
  wakeSyncBy(() => calendarSync.wake());
  const server = listen(config, deps);
  const metrics = listenForMetrics(config, deps);
  const loop = watchLoop(deps.metrics.loopLags);
  const service = serviceNotifier(context.env, (sentence) => log.warn(sentence));
  const tidying = startTidying(deps, config, log);
  const expiring = startExpiring(deps, log);
  const reminding = startReminding(deps, log);
  const backups = startNightlyBackups(config.backups, context, log);
  log.info("listening", {
    address: `http://${config.host}:${server.port}`,
    public_url: config.publicUrl,
    version: version.version,
  });
  await onListening(deps);
  const setupLinks = startSetupLinks(deps);
  service.ready();
  await asked;
  service.stopping();
  stopping.abort();
  log.info("stopping");
  loop.stop();
  backups?.stop();
  const finished = Promise.all([
    server.stop(),
    worker?.stop(),
    webhooks.stop(),
    calendarWrites.stop(),
    calendarSync.stop(),
    tidying.stop(),
    expiring.stop(),
    reminding.stop(),
    setupLinks.stop(),
  ]).then(() => true);
  const answeredAll = await Promise.race([finished, Bun.sleep(STOP_PATIENCE_MS).then(() => false)]);
  await metrics?.stop(true);
  database.close();
  if (answeredAll) log.info("stopped");
  else log.warn("stopped with requests in progress");
  return 0;
}

function logUpgrade({ upgrade }: Database, log: Log): void {
  if (upgrade) log.info("database upgraded", upgrade);
}

async function warnOfOtherSecret({ database, log }: Deps, fingerprint: string): Promise<void> {
  const same = await storeFingerprint(database, fingerprint).catch((error: unknown) => {
    if (!isUnavailable(error)) throw error;
    return true;
  });
  if (same) return;
  log.warn("schedkit.secret is not the secret of this database: links in emails sent before do not work");
}

function terminalFormat(): "text" | "json" {
  return process.stderr.isTTY ? "text" : "json";
}

function startEmails(config: Config, deps: Deps, log: Log): EmailWorker | undefined {
  const { smtp } = config;
  if (sendsLocalLinks(config))
    log.warn(
      "links in emails only work on this machine: set PUBLIC_URL to the address at which others reach it",
      {
        public_url: config.publicUrl,
      },
    );
  if (!smtp) {
    log.warn("SMTP_URL is not set: emails stay in the outbox, where GET /v1/outbox shows them");
    return undefined;
  }
  return startEmailWorker({
    database: deps.database,
    sender: smtpSender(smtp),
    tokens: deps.tokens,
    codes: deps.codes,
    resets: deps.resets,
    addressHash: deps.addressHash,
    publicUrl: deps.publicUrl,
    now: deps.now,
    mails: deps.metrics.mails,
    log,
  });
}

function startWebhooks(deps: Deps, log: Log): Worker {
  return startWebhookWorker({
    database: deps.database,
    post: deps.webhooks.post,
    box: deps.webhooks.box,
    now: deps.now,
    deliveries: deps.metrics.deliveries,
    log,
  });
}

/** npm forwards a Ctrl-C that the terminal has already sent, so a second signal right after the first is the same one. */
const SAME_SIGNAL_MS = 300;

function stopSignal({ onStop }: CommandContext): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    onStop(() => {
      if (askedAt !== undefined && performance.now() - askedAt > SAME_SIGNAL_MS) process.exit(1);
      askedAt ??= performance.now();
      resolve();
    });
  });
}
