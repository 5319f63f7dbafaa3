import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { listAudit } from "../db/queries/hosts/audit.ts";
import type { Actor } from "../domain/actor.ts";
import { type AuditEntry, auditActions, auditSubjects } from "../domain/audit.ts";
import { isoInstant } from "../domain/clock.ts";
import type { Authentication } from "../http/auth.ts";
import {
  instant as askedInstant,
  oneOf,
  pageFields,
  pageRequest,
  rangeOf,
  strictObject,
} from "../http/fields.ts";
import { type JsonOf, model, route } from "../http/route.ts";
import type { Deps } from "../usecases/deps.ts";
import type { ExampleBooking } from "../usecases/operations/example-booking.ts";
import { createdAt } from "./examples.ts";
import { id, instant, list, object, orNull, pageJson, pageOf, text } from "./parts.ts";

const actor = () =>
  object(
    {
      type: oneOf(["key", "session", "link", "operator", "system"], {
        description:
          "An API key, a host's session, a link from an email, the operator's command line, or the server itself.",
      }),
      key_prefix: Type.Optional(text("How the API key begins.")),
      party: Type.Optional(
        oneOf(["host", "attendee"], { description: "Who received the email with the link." }),
      ),
    },
    { description: "Who did it." },
  );

const subject = () =>
  object(
    {
      type: oneOf(auditSubjects, { description: "The type of the subject." }),
      id: orNull(Type.Integer({ minimum: 1 }), "Its id; null if the action affected several at once."),
    },
    { description: "The subject of the action." },
  );

export const auditEntryModel = model(
  "AuditEntry",
  () =>
    object(
      {
        id: id("The entry's id."),
        at: instant("When it was done."),
        actor: actor(),
        action: oneOf(auditActions, { description: "What was done." }),
        subject: subject(),
        count: id("How many subjects it affected."),
        changes: list(Type.String(), "The names of the fields that changed."),
      },
      { description: "A recorded action. Contains nothing that an attendee wrote." },
    ),
  exampleEntry,
);

export function exampleEntry(example: ExampleBooking) {
  return {
    id: 7,
    at: createdAt(example),
    actor: { type: "key", key_prefix: "sk_Nqfc-" },
    action: "event_type.updated",
    subject: { type: "event_type", id: 1 },
    count: 1,
    changes: ["title", "duration_minutes"],
  } as const;
}

const auditListModel = pageOf(
  "AuditList",
  "audit",
  "One page of the audit log, newest first.",
  auditEntryModel,
);

export function auditRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "audit", prefix: "/v1/audit" }).use(auth).get(
    "/",
    async ({ host, query }) => {
      const filter = { action: query.action, ...rangeOf(query) };
      const page = pageRequest(query);
      return pageJson("audit", await listAudit(deps.database.read, host.id, filter, page), page, auditJson);
    },
    route({
      access: "host",
      operationId: "listAudit",
      tag: "Privacy",
      summary: "List the audit log",
      description:
        "Changes to your settings and decisions about your bookings, newest first. Entries cannot be changed.",
      query: strictObject({
        ...pageFields,
        action: Type.Optional(oneOf(auditActions, { description: "Only entries with this action." })),
        from: Type.Optional(askedInstant({ description: "Only entries from then or later." })),
        to: Type.Optional(askedInstant({ description: "Only entries from then or earlier." })),
      }),
      answers: { 200: auditListModel },
    }),
  );
}

export function auditJson(entry: AuditEntry): JsonOf<typeof auditEntryModel> {
  const { id, at, actor, action, subject, count, changes } = entry;
  return { id, at: isoInstant(at), actor: actorJson(actor), action, subject, count, changes };
}

function actorJson(actor: Actor) {
  if (actor.type === "key") return { type: actor.type, key_prefix: actor.prefix };
  return actor.type === "link" ? { type: actor.type, party: actor.party } : { type: actor.type };
}
