import { statSync } from "node:fs";
import type { Db } from "../db/database.ts";
import {
  damageIn,
  danglingReferences,
  openReadOnly,
  schemaDifferencesIn,
  schemaVersionOf,
  unusedBytesIn,
} from "../db/sqlite/file-check.ts";
import { overlapsIn, settingsIn, unheldBookings } from "../db/queries/contents-check.ts";
import { schemaVersion } from "../db/sqlite/migrator.ts";
import { isoInstant } from "../domain/clock.ts";
import { type Check, countText, fail, listed, ok, type DoctorContext, warn } from "./check.ts";
import { canUse, sizeText } from "./data-folder.ts";

const MIB = 2 ** 20;
/** Up to this size every index is compared with its table, in about 2 s on an ordinary disk. */
const WHOLE_UP_TO = 256 * MIB;
/** Up to this size every page is read, in about 5 s on an ordinary disk. */
const QUICK_UP_TO = 1_024 * MIB;

/** An upgrade leaves less unused space than this after compacting. */
const LEFT_UNUSED = 256 * MIB;

const RESTORE = "Stop the server and restore your last backup: schedkit restore FILE";

type RunOnDatabase = (db: Db, context: DoctorContext) => ReturnType<Check["run"]>;

/** A check of rows that reads this version's schema; skipped for any other schema version. */
export function ofRows(name: string, run: RunOnDatabase): Check {
  return ofDatabase(name, run, schemaVersion);
}

/** A check that is skipped if there is no database, or one that is too old. */
function ofDatabase(name: string, run: RunOnDatabase, oldest = 1): Check {
  return {
    name,
    needs: ["DATA_DIR"],
    run: async (context) =>
      context.db && (await isBetween(context.db, oldest, schemaVersion))
        ? await run(context.db, context)
        : [],
  };
}

async function isBetween(db: Db, oldest: number, newest: number): Promise<boolean> {
  const version = await schemaVersionOf(db).catch(() => undefined);
  return version !== undefined && version >= oldest && version <= newest;
}

const file: Check = {
  name: "database",
  needs: ["DATA_DIR"],
  run: async ({ folder, databasePath, db }) => {
    if (!canUse(folder)) return [];
    if (!statSync(databasePath, { throwIfNoEntry: false })?.size) {
      return warn(
        `there is no database at ${databasePath} yet`,
        "The first start creates it: schedkit serve",
      );
    }
    try {
      if (!db) openReadOnly(databasePath).close();
      return judgeVersion(databasePath, await schemaVersionOf(db!));
    } catch (error) {
      return fail(`${databasePath} cannot be read: ${oneLine((error as Error).message)}`, RESTORE);
    }
  },
};

function judgeVersion(path: string, version: number | undefined) {
  if (version === undefined) {
    return fail(`${path} is not a schedkit database`, "Set DATA_DIR to the folder with the database.");
  }
  if (version > schemaVersion) {
    const says = `it was written by a newer schedkit (schema ${version}, this one supports ${schemaVersion})`;
    return fail(says, "Use the newer version.");
  }
  if (version === schemaVersion) return ok(`schema ${version}, which is current`);
  return ok(`schema ${version}; the next start upgrades it to ${schemaVersion}`);
}

const integrity = ofDatabase("integrity", async (db, { databasePath }) => {
  const { size } = statSync(databasePath);
  if (size > QUICK_UP_TO)
    return ok(`${sizeText(size)} is too much to read here; schedkit backup FILE reads everything`);
  const quick = size > WHOLE_UP_TO;
  try {
    const broken = [...(await damageIn(db, quick)), ...(await dangling(db))];
    if (broken.length > 0) return fail(`the file is damaged: ${oneLine(listed(broken, 2))}`, RESTORE);
  } catch (error) {
    return fail(`the file is damaged: ${oneLine((error as Error).message)}`, RESTORE);
  }
  const how = quick ? "without comparing indexes (quick_check)" : "completely (integrity_check)";
  return ok(`${sizeText(size)} read, ${how}`);
});

async function dangling(db: Db): Promise<string[]> {
  const found = await danglingReferences(db);
  return found.map(({ table, parent, rows }) => `${countText(rows, "row")} of ${table} without ${parent}`);
}

const schema = ofDatabase("schema", async (db) => {
  const version = (await schemaVersionOf(db))!;
  const { broken, foreign } = await schemaDifferencesIn(db, version);
  if (broken.length > 0) return fail(`missing or changed in the database: ${listed(broken)}`, RESTORE);
  if (foreign.length > 0)
    return fail(
      `not created by schedkit: ${listed(foreign)}`,
      "It can change or hide data. Find out who created it, and drop it.",
    );
  if (!(await settingsIn(db))) return fail("the row in the table settings is missing", RESTORE);
  return ok("all tables, indexes and triggers are as expected");
});

const unused = ofDatabase("unused_pages", async (db) => {
  const bytes = await unusedBytesIn(db);
  if (bytes <= LEFT_UNUSED) return ok(`${sizeText(bytes)} of the file are unused`);
  return warn(
    `${sizeText(bytes)} of the file are unused, and may still contain data from before an upgrade`,
    "Rewrite it, which blocks writes for about a minute: schedkit attendee scrub",
  );
});

const overlaps = ofRows("overlaps", async (db) => {
  const [found, unheld] = [await overlapsIn(db), await unheldBookings(db)];
  if (unheld.length > 0) {
    const named = listed(unheld.map(String));
    return fail(
      `${countText(unheld.length, "live booking has", "live bookings have")} no hold, so the time could be booked again: ${named}`,
      RESTORE,
    );
  }
  if (found.length === 0) return ok("no live bookings of a host overlap");
  const named = found.map(
    ({ host, meeting, busy_from }) => `${meeting} of ${host} (${isoInstant(busy_from)})`,
  );
  return fail(
    `${countText(found.length, "booking begins", "bookings begin")} before the previous one has ended: ${listed(named)}`,
    "Reschedule or cancel one of each pair: POST /v1/bookings/:id/reschedule or /cancel",
  );
});

/** Checks of the file, and of the constraints on its rows. */
export const database: readonly Check[] = [file, integrity, unused, schema, overlaps];

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").slice(0, 200);
}
