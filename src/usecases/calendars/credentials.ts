import { SourceFailure } from "../../calendars/sources/failure.ts";
import type { Credentials } from "../../calendars/sources/open.ts";
import type { CalendarSource } from "../../calendars/sources/source.ts";
import type { AccountRow } from "../../db/queries/calendars/accounts.ts";
import type { Deps } from "../deps.ts";

const placeOf = (hostId: number) => `calendar-account ${hostId}`;

/** Encrypts an account's credentials for one host. */
export function sealCredentials(deps: Deps, hostId: number, credentials: Credentials): string {
  return deps.calendars.box.seal(JSON.stringify(credentials), placeOf(hostId));
}

/** Decrypts them; undefined if they were encrypted with another secret. */
export function openCredentials(
  deps: Deps,
  { credentials, host_id }: Pick<AccountRow, "credentials" | "host_id">,
): Credentials | undefined {
  const text = deps.calendars.box.open(credentials, placeOf(host_id));
  return text === undefined ? undefined : (JSON.parse(text) as Credentials);
}

/** The account's source, without a connection yet. Throws SourceFailure if the credentials cannot be decrypted. */
export function openAccount(
  deps: Deps,
  account: Pick<AccountRow, "credentials" | "host_id" | "kind">,
): CalendarSource {
  const credentials = openCredentials(deps, account);
  if (!credentials)
    throw new SourceFailure(
      "unauthorized",
      "The password was encrypted with another schedkit.secret. Enter it again, or restore that secret.",
    );
  return deps.calendars.open(account.kind, credentials);
}
