import start from "./0001_start.sql" with { type: "text" };

/** Every migration in order; the first one makes version 1. Add new ones at the end, never change an old one. */
export const migrations: readonly string[] = [start];
