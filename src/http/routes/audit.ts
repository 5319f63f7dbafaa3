import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { auditActions } from "../../domain/audit.ts";
import { hostAudit } from "../../usecases/audit.ts";
import type { Deps } from "../../usecases/deps.ts";
import { auditJson } from "../attendee-json.ts";
import { authentication } from "../auth.ts";
import { instant, instantOf, oneOf, pageFields, pageRequest, strictObject } from "../fields.ts";
import { pageJson } from "../present.ts";

const listQuery = strictObject({
  ...pageFields,
  action: Type.Optional(oneOf(auditActions)),
  from: Type.Optional(instant({ description: "What was done then or later." })),
  to: Type.Optional(instant({ description: "What was done then or earlier." })),
});

/** Who changed what of a host. */
export function auditRoutes(deps: Deps) {
  return new Elysia({ name: "audit", prefix: "/v1/audit" }).use(authentication(deps)).get(
    "/",
    async ({ host, query }) => {
      const { action, from, to } = query;
      const filter = {
        action,
        from: from === undefined ? undefined : instantOf(from),
        to: to === undefined ? undefined : instantOf(to),
      };
      const page = pageRequest(query);
      return pageJson("audit", await hostAudit(deps, host, filter, page), page, auditJson);
    },
    { host: true, query: listQuery },
  );
}
