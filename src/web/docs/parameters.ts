import { toOpenAPIPath } from "@elysiajs/swagger/utils";
import type { TSchema } from "@sinclair/typebox";
import { tokens, attendee } from "../../api/examples.ts";
import { dateAt, isoDate } from "../../domain/clock.ts";
import type { ExampleBooking } from "../../usecases/operations/example-booking.ts";
import type { DeclaredRoute } from "../../http/route-table.ts";
import type { Operation } from "../../http/route.ts";
import { writtenOut } from "./published-schema.ts";

const text = { type: "string" };

const pathParameters = {
  username: { description: "The host's slug.", schema: text },
  event_slug: { description: "The event type's slug.", schema: text },
  id: { description: "The id.", schema: { type: "integer", minimum: 1 } },
  link_id: { description: "The private link's id.", schema: { type: "integer", minimum: 1 } },
  confirm_token: { description: "The token of the link in the host's email.", schema: text },
  email: { description: "The attendee's email address.", schema: { type: "string", format: "idn-email" } },
  name: { description: "The feed's token, followed by `.ics`.", schema: text },
  token: {
    description: "The token of the link in the attendee's email, or from the response to the booking.",
    schema: text,
  },
} as const;

type ParameterName = keyof typeof pathParameters;

/** List filters have no example, so that trying a request out filters nothing. */
function exampleOf(name: string, { host, eventType, zone, starts }: ExampleBooking) {
  const examples: Partial<Record<string, string | number>> = {
    username: host.slug,
    event_slug: eventType.slug,
    id: 1,
    link_id: 1,
    confirm_token: "AAAAAAABh0tD9mWqYxN2cUvE7sKfJA",
    token: tokens.cancel_token,
    name: "AAAAAAABAAAAAB9mWqYxN2cUvE7sKfJA1bQ.ics",
    email: attendee.attendee_email,
    date: isoDate(dateAt(zone, starts[0])),
  };
  return examples[name];
}

export function publishedPath({ path }: DeclaredRoute, { idName }: Operation): string {
  const named = toOpenAPIPath(path).replace("{id}", `{${idName ?? "id"}}`);
  return named.replace(/(?<=.)\/$/, "");
}

/** The path, query and header parameters of an operation. */
export function parametersOf(route: DeclaredRoute, operation: Operation, example: ExampleBooking) {
  const names = [...publishedPath(route, operation).matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const { query, access } = route.declaration;
  return [
    ...names.map((name) => pathParameter(name as ParameterName, access === "host_or_link", example)),
    ...Object.entries<TSchema>(query?.["properties"] ?? {}).map(([name, schema]) =>
      queryParameter(name, schema, example),
    ),
    ...(operation.parameters ?? []),
  ];
}

function pathParameter(name: ParameterName, eitherWay: boolean, example: ExampleBooking) {
  const { description, schema } = pathParameters[name];
  return {
    name,
    in: "path",
    required: true,
    description: eitherWay
      ? "The booking's id, with a key; or the token of the link in the host's email."
      : description,
    schema,
    example: eitherWay ? String(exampleOf("id", example)) : exampleOf(name, example),
  };
}

function queryParameter(name: string, schema: TSchema, example: ExampleBooking) {
  const { description, ...published } = writtenOut(schema, () => {});
  const value = exampleOf(name, example);
  return {
    name,
    in: "query",
    required: false,
    description,
    schema: published,
    ...(value !== undefined && { example: value }),
  };
}
