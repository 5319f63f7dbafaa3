import type { Operations } from "./operation.ts";
import { accountOperations } from "./operations/account.ts";
import { authOperations } from "./operations/auth.ts";
import { bookingOperations } from "./operations/bookings.ts";
import { privacyOperations } from "./operations/privacy.ts";
import { setupOperations } from "./operations/setup.ts";
import { webhookOperations } from "./operations/webhooks.ts";

/** Every route that is described, by its method and its path as callers know it. */
export const operations: Operations = {
  ...bookingOperations,
  ...setupOperations,
  ...accountOperations,
  ...authOperations,
  ...privacyOperations,
  ...webhookOperations,
};
