import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Json } from "../../support/start-app.ts";

/** The facts recorded about a database that a release wrote. */
export type Released = {
  /** When it was written. */
  readonly now: string;
  readonly keys: Readonly<Record<"jane" | "omar", string>>;
  readonly bookings: readonly {
    readonly id: number;
    readonly status: string;
    readonly erased?: true;
    readonly cancel_token: string;
    readonly reschedule_token: string;
  }[];
  /** Jane's session cookie, from a release with sessions. */
  readonly cookie?: string;
  /** One of Jane's webhooks, with its secret. */
  readonly webhook?: { readonly id: number; readonly secret: string };
  /** The emails, and the links that the release put into each. */
  readonly letters: readonly {
    readonly id: number;
    /** Jane by default. */
    readonly host?: "jane" | "omar";
    readonly status: string;
    readonly subject: string;
    readonly recipient: string;
    readonly links: readonly string[];
    readonly text?: string;
  }[];
  /** A request with an Idempotency-Key, and its response. */
  readonly repeat: {
    readonly path: string;
    readonly headers: Record<string, string>;
    readonly body: Json;
    readonly answer: Json;
  };
  /** Responses to a host's GET requests. */
  readonly shown?: readonly {
    readonly host: "jane" | "omar";
    readonly path: string;
    readonly answer: Json;
  }[];
};

/** Every schema version that a release has written. */
export const releasedVersions: readonly number[] = readdirSync(import.meta.dir)
  .flatMap((name) => /^(\d+)\.db\.gz$/.exec(name)?.[1] ?? [])
  .map(Number)
  .sort((one, other) => one - other);

/** The newest released schema that a build with this schema upgrades. */
export function newestReleasedBefore(schema: number): number {
  const older = releasedVersions.filter((version) => version < schema);
  if (older.length === 0) throw new Error(`no release is older than schema ${schema}`);
  return older.at(-1)!;
}

/** Unpacks the database of a release and returns the facts about it. */
export function unpackReleased(version: number, path: string): Released {
  writeFileSync(path, gunzipSync(readFileSync(join(import.meta.dir, `${version}.db.gz`))), { mode: 0o600 });
  return readReleased(version);
}

/** The facts about the database of a release. */
export function readReleased(version: number): Released {
  return JSON.parse(readFileSync(join(import.meta.dir, `${version}.json`), "utf8")) as Released;
}
