/** True for any engine's error that means the database cannot be read or written at the moment. */
export { isUnavailable } from "./sqlite/errors.ts";
