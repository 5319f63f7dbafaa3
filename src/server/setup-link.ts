import { HOUR_MS } from "../domain/interval.ts";
import { isSetUp } from "../usecases/hosts/setup.ts";
import { type Deps, isUnavailable } from "../usecases/deps.ts";
import { type Periodic, startPeriodic } from "./periodic.ts";

/** Prints the link that makes the first host, now and every hour until somebody has used it. Never to the log. */
export function startSetupLinks(deps: Deps): Periodic {
  return startPeriodic(async () => {
    try {
      if (await isSetUp(deps)) return;
      const link = `${deps.publicUrl}/setup/${deps.setupTokens.issue(deps.now())}`;
      deps.tellOperator(`\nSet up your own booking page (the link works for an hour):\n\n  ${link}\n`);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
  }, HOUR_MS);
}
