import { environment, program, type Surroundings } from "./program.ts";

/** A command's output and exit code. */
export type Ended = { readonly out: Buffer; readonly err: string; readonly code: number };

/** Runs a command of the program in its own process to its end. */
export async function runCommand(
  args: readonly string[],
  { stdin, ...options }: Surroundings & { readonly stdin?: Uint8Array },
): Promise<Ended> {
  const child = Bun.spawn([...(options.command ?? program), ...args], {
    env: environment(options),
    stdin: stdin ?? "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).bytes(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { out: Buffer.from(out), err, code };
}
