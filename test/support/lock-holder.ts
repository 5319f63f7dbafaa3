/** Another process that holds the write lock of a database. */
export type LockHolder = {
  /** Commits and ends. */
  release(): Promise<void>;
  /** Ends without a word, as `kill -9` does. */
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

/** Starts that process; resolves once it has the lock. */
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
