import { Elysia } from "elysia";
import { type RouteTable, untreated } from "./route-table.ts";

export type Treated = ReturnType<typeof treated>;

/** Gives every hook the `treatment` of its request, and lets any site read answers where its route allows that. */
export function treated(table: () => RouteTable) {
  return new Elysia({ name: "treated" }).decorate({ treatment: untreated }).onRequest((context) => {
    context.treatment = table().treatmentOf(context.request);
    if (context.treatment.anySite) context.set.headers["access-control-allow-origin"] = "*";
  });
}
