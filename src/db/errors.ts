/** True for an error that says that the database cannot be written or read at the moment, whichever engine it comes from. */
export { isUnavailable } from "./sqlite/errors.ts";
