import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { theBinary } from "../support/binary.ts";
import { type Mailbox, startMailbox } from "../support/smtp-server.ts";
import { runSchedkit, temporaryFolder } from "../support/start-server.ts";
import { bookJane, firstSlot } from "../support/visitor.ts";
import { type Booted, boot } from "./booted.ts";
import { debian, freePort, until } from "./machine.ts";

const folder = temporaryFolder();
const port = freePort();
const address = `http://127.0.0.1:${port}`;

describe.skipIf(!debian)("the service under systemd", () => {
  let machine: Booted;
  let mailbox: Mailbox;

  beforeAll(async () => {
    const binary = await theBinary();
    mailbox = await startMailbox();
    const unit = ["systemd-unit", "--executable=/usr/local/bin/schedkit"];
    const printed = await runSchedkit(unit, { dataDir: join(folder.path, "data"), command: [binary] });
    machine = await boot({
      "/usr/local/bin/schedkit": binary,
      "/etc/systemd/system/schedkit.service": file("schedkit.service", quick(withCredential(printed))),
      "/etc/schedkit.env": file(
        "schedkit.env",
        `HOST=127.0.0.1\nPORT=${port}\nMAIL_FROM=bookings@example.com\n`,
      ),
      "/etc/schedkit/smtp_url": file("smtp_url", mailbox.url),
    });
  });

  afterAll(async () => {
    await machine?.halt();
    await mailbox?.close();
    folder.remove();
  });

  test("is ready when systemd says so", async () => {
    await machine.ask("systemctl", "start", "schedkit");
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect(await machine.show("ActiveState")).toBe("active");
  });

  test("books, and sends email with a password from a credential", async () => {
    const jane = "host add --name=Jane --email=jane@example.com --slug=jane --timezone=UTC".split(" ");
    await machine.ask("env", "DATA_DIR=/var/lib/schedkit", "schedkit", ...jane);
    expect((await bookJane(address, await firstSlot(address))).status).toBe(201);
    await mailbox.waitFor(({ mails }) => mails.length === 2);
    expect(await machine.show("Environment")).not.toContain(mailbox.url);
  });

  test("runs as its own unprivileged user with private files", async () => {
    const pid = await machine.show("MainPID");
    const status = await machine.ask("cat", `/proc/${pid}/status`);
    expect(status).toMatch(/^CapBnd:\t0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    expect(status).toMatch(/^Seccomp:\t2$/m);
    const user = /^Uid:\t(\d+)/m.exec(status)![1]!;
    expect(user).not.toBe("0");
    const stored = await machine.ask(
      "find",
      "/var/lib/private/schedkit",
      "-type",
      "f",
      "-printf",
      "%U %m\\n",
    );
    expect(new Set(stored.split("\n"))).toEqual(new Set([`${user} 600`]));
  });

  test("restarts when it hangs, without losing anything", async () => {
    const pid = await machine.show("MainPID");
    await machine.ask("systemctl", "kill", "--signal=STOP", "schedkit");
    await until(async () => (await machine.show("NRestarts")) === "1" && (await isUp()));
    expect(await machine.show("MainPID")).not.toBe(pid);
    expect((await bookJane(address, await firstSlot(address))).status).toBe(201);
  });

  test("stops cleanly", async () => {
    await machine.ask("systemctl", "stop", "schedkit");
    expect(await machine.show("Result")).toBe("success");
    expect(await machine.show("ExecMainStatus")).toBe("0");
  });
});

/** The unit with shorter timeouts, so that the tests see them expire. */
function quick(unit: string): string {
  return unit
    .replace(/^WatchdogSec=.*/m, "WatchdogSec=3\nTimeoutAbortSec=1")
    .replace(/^RestartSec=.*/m, "RestartSec=100ms");
}

/** The unit with its optional lines for secrets. */
function withCredential(unit: string): string {
  return unit.replaceAll(/^#(LoadCredential|Environment)=/gm, "$1=");
}

function file(name: string, text: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
}

const isUp = () =>
  fetch(`${address}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
