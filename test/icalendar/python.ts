import { expect } from "bun:test";
import { join } from "node:path";

/** Debian's Python, with python3-icalendar and libical. */
const PYTHON = "/usr/bin/python3";
const imports = 'import icalendar, gi; gi.require_version("ICalGLib", "3.0")';
export const hasLibraries =
  (await Bun.file(PYTHON).exists()) && Bun.spawnSync([PYTHON, "-c", imports]).success;

/** What a script of this folder prints about iCalendar objects, as JSON. */
export function checkedBy(script: string, texts: readonly string[]) {
  const input = Buffer.from(JSON.stringify(texts));
  const path = join(import.meta.dir, script);
  const { stdout, stderr, success } = Bun.spawnSync([PYTHON, path], { stdin: input });
  expect([success, stderr.toString()]).toEqual([true, ""]);
  return JSON.parse(stdout.toString());
}
