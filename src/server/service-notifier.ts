import { dlopen } from "bun:ffi";

/** Notifies systemd of the service's state (`sd_notify(3)`). */
export type Notifier = {
  /** The server is ready; also starts the watchdog pings if systemd requested them. */
  ready(): void;
  stopping(): void;
};

type Env = Readonly<Record<string, string | undefined>>;

const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;
/** The size of a path in `sockaddr_un`, including its final NUL (`unix(7)`). */
const LONGEST_PATH = 108;

/**
 * Notifies the socket in `NOTIFY_SOCKET`; does nothing if it is not set. While the server is ready, it pings twice per
 * `WATCHDOG_USEC` from the event loop, so a hanging server falls silent. `onFailure` receives a sentence if systemd cannot be
 * notified.
 */
export function serviceNotifier(env: Env, onFailure: (sentence: string) => void): Notifier {
  const address = env["NOTIFY_SOCKET"];
  if (!address || process.platform !== "linux") return { ready: () => undefined, stopping: () => undefined };
  const failed = () => onFailure(`NOTIFY_SOCKET is ${JSON.stringify(address)}, which cannot be used`);
  const send = datagramSender(address) ?? (() => false);
  let beat: Timer | undefined;
  return {
    ready() {
      if (!send("READY=1")) failed();
      const every = watchdogBeatMs(env);
      if (every !== undefined) beat = setInterval(() => send("WATCHDOG=1", MSG_DONTWAIT), every);
    },
    stopping() {
      clearInterval(beat);
      if (!send("STOPPING=1")) failed();
    },
  };
}

/** Half of the watchdog timeout, in milliseconds; undefined if systemd does not watch this process. */
function watchdogBeatMs({ WATCHDOG_USEC = "", WATCHDOG_PID }: Env): number | undefined {
  const watched = !WATCHDOG_PID || Number(WATCHDOG_PID) === process.pid;
  return watched && /^[1-9]\d*$/.test(WATCHDOG_USEC) ? Number(WATCHDOG_USEC) / 2_000 : undefined;
}

/**
 * Sends datagrams to a Unix socket through libc, because Bun has no API for them, and systemd-notify(1), a process of its
 * own, would need `NotifyAccess=all`. Undefined for an invalid address.
 */
function datagramSender(address: string): ((text: string, flags?: number) => boolean) | undefined {
  const to = socketAddress(address);
  if (!to) return undefined;
  // musl resolves every name that begins with `libc.` to itself.
  const { symbols } = dlopen("libc.so.6", {
    socket: { args: ["i32", "i32", "i32"], returns: "i32" },
    sendto: { args: ["i32", "ptr", "usize", "i32", "ptr", "u32"], returns: "i64" },
  });
  const socket = symbols.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  return (text, flags = 0) => {
    const bytes = Buffer.from(text);
    return (
      symbols.sendto(socket, bytes, bytes.length, flags | MSG_NOSIGNAL, to, to.length) ===
      BigInt(bytes.length)
    );
  };
}

/** The `sockaddr_un` of a path, or of an abstract name, which begins with `@`. */
function socketAddress(address: string): Buffer | undefined {
  if (!/^[/@]/.test(address)) return undefined;
  const name = Buffer.from(address.startsWith("@") ? address.replace("@", "\0") : `${address}\0`);
  if (name.length > LONGEST_PATH) return undefined;
  return Buffer.concat([new Uint8Array(Uint16Array.of(AF_UNIX).buffer), name]);
}
