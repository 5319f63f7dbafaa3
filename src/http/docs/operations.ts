import type { Operations } from "./operation.ts";
import { accountOperations } from "./operations/account.ts";
import { bookingOperations } from "./operations/bookings.ts";
import { setupOperations } from "./operations/setup.ts";

/** Every route that is described, by its method and its path as callers know it. */
export const operations: Operations = { ...bookingOperations, ...setupOperations, ...accountOperations };
