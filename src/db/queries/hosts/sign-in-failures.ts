import type { EpochMs } from "../../../domain/interval.ts";
import type { Failures } from "../../../domain/sign-in-delay.ts";
import type { Trx } from "../../database.ts";

export function findFailures(trx: Trx, subject: string): Promise<Failures | undefined> {
  return trx
    .selectFrom("sign_in_failures")
    .select(["level", "failed_at", "locked_until"])
    .where("subject", "=", subject)
    .executeTakeFirst();
}

export async function saveFailures(trx: Trx, subject: string, failures: Failures): Promise<void> {
  await trx
    .insertInto("sign_in_failures")
    .values({ subject, ...failures })
    .onConflict((conflict) => conflict.column("subject").doUpdateSet(failures))
    .execute();
}

export async function deleteFailures(trx: Trx, subject: string): Promise<void> {
  await trx.deleteFrom("sign_in_failures").where("subject", "=", subject).execute();
}

/** Deletes the failures of subjects without a failure since then. */
export async function deleteFailuresBefore(trx: Trx, time: EpochMs): Promise<void> {
  await trx.deleteFrom("sign_in_failures").where("failed_at", "<", time).execute();
}
