/** Returns whether an engine's error means that the database is temporarily unreadable or unwritable. */
export { isUnavailable } from "./sqlite/errors.ts";
