import { closeSync, mkdirSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../support/start-server.ts";

/** A disk of a few megabytes, in memory. */
export type SmallDisk = {
  readonly path: string;
  /** Uses up all free space. */
  fill(): void;
  /** Frees it again. */
  free(): void;
  /** Fails while a file is open for writing, as on any disk. */
  makeReadOnly(): void;
  makeWritable(): void;
  remove(): void;
};

const SIZE = "16m";
const IMAGE_BYTES = 32 * 1024 * 1024;
/** From large to small, so that not even a page is left. */
const PIECES = [65_536, 4_096];

/** Whether this machine allows mounting one, which usually requires root. */
export const canMount = probed(() => mountSmallDisk().remove());

/** Whether this machine can limit the file size of a running process. */
export const canLimitFiles = probed(() => limitFilesOf(process.pid, "unlimited"));

export function mountSmallDisk(size = SIZE): SmallDisk {
  const folder = temporaryFolder();
  const { path } = folder;
  const ballast = join(path, "ballast");
  run("mount", "-t", "tmpfs", "-o", `size=${size}`, "tmpfs", path);
  return {
    path,
    fill() {
      const file = openSync(ballast, "a");
      for (const bytes of PIECES) writeUntilFull(file, Buffer.alloc(bytes));
      closeSync(file);
    },
    free: () => rmSync(ballast),
    makeReadOnly: () => run("mount", "-o", "remount,ro", path),
    makeWritable: () => run("mount", "-o", "remount,rw", path),
    remove() {
      run("umount", path);
      folder.remove();
    },
  };
}

/** A disk whose file system becomes read-only after an error. */
export type FailingDisk = {
  readonly path: string;
  /** Triggers the error while others are writing. */
  turnReadOnly(): void;
  /** Replays its journal and mounts it again, once nobody uses it. */
  repair(): void;
  remove(): void;
};

/** Whether this machine has loop devices and ext4. */
export const canMountFailing = probed(() => mountFailingDisk().remove());

export function mountFailingDisk(): FailingDisk {
  const folder = temporaryFolder();
  const image = join(folder.path, "image");
  const path = join(folder.path, "disk");
  mkdirSync(path);
  writeFileSync(image, "");
  truncateSync(image, IMAGE_BYTES);
  run("mkfs.ext4", "-q", image);
  const mount = () => run("mount", "-o", "loop", image, path);
  mount();
  return {
    path,
    turnReadOnly: () => run("mount", "-o", "remount,abort", path),
    repair() {
      run("umount", path);
      mount();
    },
    remove() {
      run("umount", path);
      folder.remove();
    },
  };
}

/** Limits the file size of a process: to it, the disk fails. */
export function limitFilesOf(pid: number, bytes: number | "unlimited"): void {
  run("prlimit", `--pid=${pid}`, `--fsize=${bytes}:unlimited`);
}

function writeUntilFull(file: number, piece: Buffer): void {
  try {
    for (;;) writeSync(file, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}

function run(...command: string[]): void {
  const { success, stderr } = Bun.spawnSync(command, { stderr: "pipe" });
  if (!success) throw new Error(`${command.join(" ")}: ${stderr.toString()}`);
}

function probed(attempt: () => void): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
