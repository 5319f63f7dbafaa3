import { isAbsolute } from "node:path/posix";
import { parseArgs } from "node:util";
import { Failure, type CommandContext } from "../server/command-context.ts";

/** Prints a systemd unit that runs this executable as a service. */
export async function systemdUnit(args: string[], context: CommandContext): Promise<number> {
  const { values } = parseArgs({ args, options: { executable: { type: "string" } } });
  const command = values.executable === undefined ? context.program : [values.executable];
  command.forEach(refuseHidden);
  context.print(unit([...command, "serve"].map(quoted).join(" ")));
  return 0;
}

/** Directories that `ProtectHome` and `PrivateTmp` hide from the service. */
const hiddenFromServices = /^\/(home|root|run\/user|tmp|var\/tmp)\//;

function refuseHidden(path: string): void {
  const better = "use a path that a service can run, such as --executable /usr/local/bin/schedkit";
  if (!isAbsolute(path)) throw new Failure(`${path} is not an absolute Linux path; ${better}`);
  if (hiddenFromServices.test(path))
    throw new Failure(`${path} is in a directory that the unit hides from the service; ${better}`);
}

/** Quotes a command-line word for `systemd.service(5)`, escaping specifiers and variables too. */
function quoted(word: string): string {
  const literal = word.replaceAll("%", "%%").replaceAll("$", "$$$$");
  return /^[\w/.:@%$+=,-]+$/.test(literal) ? literal : `"${literal.replaceAll(/[\\"]/g, String.raw`\$&`)}"`;
}

const unit = (command: string) => `# schedkit as a systemd service. To install it:
#   schedkit systemd-unit > /etc/systemd/system/schedkit.service
#   systemctl daemon-reload && systemctl enable --now schedkit
[Unit]
Description=schedkit, a scheduling server
Wants=network-online.target
After=network-online.target

[Service]
# It tells systemd when it answers, when it stops, and every few seconds that it does not hang.
Type=notify
ExecStart=${command}
Restart=on-failure
RestartSec=5
# A new version brings the database up to date before it answers; a big one may take a while.
TimeoutStartSec=10min
TimeoutStopSec=15
WatchdogSec=30

# Settings are lines NAME=value in this file, such as PUBLIC_URL=https://book.example.com
Environment=DATA_DIR=%S/schedkit
EnvironmentFile=-/etc/schedkit.env
# A secret can stay out of the environment: systemd hands it over as a file that only the service reads.
#LoadCredential=smtp_url:/etc/schedkit/smtp_url
#Environment=SMTP_URL_FILE=%d/smtp_url

# A user of its own that exists while it runs; all that it writes is in /var/lib/schedkit. Another folder, such as
# BACKUP_DIR, has to be named by a line ReadWritePaths=
DynamicUser=yes
StateDirectory=schedkit
StateDirectoryMode=0700
UMask=0077
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateUsers=yes

# It needs the network, its folder and nothing else of the machine.
NoNewPrivileges=yes
CapabilityBoundingSet=
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
# No MemoryDenyWriteExecute: the JavaScript engine compiles to machine code while it runs.

[Install]
WantedBy=multi-user.target`;
