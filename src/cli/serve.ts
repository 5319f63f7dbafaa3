import { parseArgs } from "node:util";
import { createApp } from "../app.ts";
import type { Config } from "../config.ts";
import { createLog, type Log } from "../log.ts";
import { smtpSender } from "../mail/smtp.ts";
import { type MailWorker, startMailWorker } from "../mail/worker.ts";
import type { Deps } from "../usecases/deps.ts";
import { tidyUp } from "../usecases/tidy-up.ts";
import { writeLetter } from "../usecases/outbox.ts";
import { version } from "../version.ts";
import { addDemo } from "./demo.ts";
import { Failure, openDeps, type World } from "./world.ts";

/** The longest that a stop waits for requests and mails under way. */
const STOP_PATIENCE_MS = 9_000;
const TIDY_UP_EVERY_MS = 3_600_000;

/** Serves until a signal: answers what it took, then returns the exit code. A second signal ends it at once. */
export async function serve(args: string[], world: World): Promise<number> {
  const { values } = parseArgs({ args, options: { demo: { type: "boolean", default: false } } });
  const asked = stopSignal(world);
  const config = world.config();
  await refuseTakenPort(config);
  const { deps, database, wakeBy } = openDeps(config);
  const log = createLog(config.logLevel, config.logFormat ?? terminalFormat(), (line) =>
    process.stderr.write(line),
  );
  const worker = startMail(config, deps, log);
  wakeBy(() => worker?.wake());
  const server = listen(config, deps, log);
  const tidying = setInterval(() => void tidyUp(deps).catch(() => undefined), TIDY_UP_EVERY_MS);
  log.info("listening", {
    address: `http://${config.host}:${server.port}`,
    public_url: config.publicUrl,
    version: version.version,
  });
  if (values.demo) await addDemo(deps, world.print);
  await asked;
  clearInterval(tidying);
  await Promise.race([Promise.all([server.stop(), worker?.stop()]), Bun.sleep(STOP_PATIENCE_MS)]);
  database.close();
  log.info("stopped");
  return 0;
}

function terminalFormat(): "text" | "json" {
  return process.stderr.isTTY ? "text" : "json";
}

/** Nothing is touched before it is sure that there is something to listen on. */
async function refuseTakenPort({ host, port }: Config): Promise<void> {
  try {
    Bun.listen({ hostname: host, port, socket: { data: () => undefined } }).stop(true);
  } catch (error) {
    throw cannotListen(host, port, error);
  }
}

function cannotListen(host: string, port: number, error: unknown): Failure {
  const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
  const why = taken ? "another program is using it; set PORT to a free one" : (error as Error).message;
  return new Failure(`cannot listen on ${host}:${port}: ${why}`);
}

function listen(config: Config, deps: Deps, log: Log) {
  const app = createApp(deps, log, config);
  try {
    app.listen({ hostname: config.host, port: config.port, maxRequestBodySize: Number.MAX_SAFE_INTEGER });
  } catch (error) {
    throw cannotListen(config.host, config.port, error);
  }
  return app.server!;
}

function startMail({ smtp }: Config, deps: Deps, log: Log): MailWorker | undefined {
  if (!smtp) {
    log.warn("SMTP_URL is not set: mails wait in the outbox, where GET /v1/outbox shows them");
    return undefined;
  }
  return startMailWorker({
    database: deps.database,
    sender: smtpSender(smtp),
    render: (mail) => writeLetter(deps, mail),
    now: deps.now,
    log,
  });
}

/** npm hands a Ctrl-C on that the terminal has sent already, so what comes right after the first is the same one. */
const SAME_SIGNAL_MS = 300;

function stopSignal({ onStop }: World): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    onStop(() => {
      if (askedAt !== undefined && performance.now() - askedAt > SAME_SIGNAL_MS) process.exit(1);
      askedAt ??= performance.now();
      resolve();
    });
  });
}
