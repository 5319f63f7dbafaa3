/** Another process that holds the database's write lock. */
export type LockHolder = {
  /** Commits and exits. */
  release(): Promise<void>;
  /** Exits immediately, like `kill -9`. */
  kill(): Promise<void>;
};

const script = `
  const { Database } = require("bun:sqlite");
  const raw = new Database(process.env.HELD_DATABASE);
  raw.run("begin immediate");
  raw.run("update settings set version = 'held'");
  process.stdout.write("held");
  process.stdin.once("data", () => { raw.run("commit"); process.exit(0); });
`;

/** Starts the process; resolves once it has the lock. */
export async function holdWriteLock(path: string): Promise<LockHolder> {
  const holder = Bun.spawn([process.execPath, "-e", script], {
    env: { ...process.env, HELD_DATABASE: path },
    stdin: "pipe",
    stdout: "pipe",
    stderr: "inherit",
  });
  const { value } = await holder.stdout.getReader().read();
  if (new TextDecoder().decode(value) !== "held") throw new Error("the lock was not taken");
  return {
    async release() {
      await holder.stdin.write("go");
      await holder.stdin.end();
      await holder.exited;
    },
    async kill() {
      holder.kill("SIGKILL");
      await holder.exited;
    },
  };
}
