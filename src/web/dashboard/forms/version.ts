/** Identifies what a record contained when a form was made, so that the form notices if somebody changed it since. */
export function versionOf(record: object | undefined): string {
  return record === undefined ? "" : Bun.hash(JSON.stringify(record)).toString(36);
}
