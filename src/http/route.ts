import type { Static, TSchema } from "@sinclair/typebox";
import type { ExampleBooking } from "../usecases/operations/example-booking.ts";
import { type Access, policies } from "./access.ts";
import type { Tag } from "./tags.ts";
import type { RefusalCode } from "./errors.ts";
import { noQuery } from "./fields.ts";

/** What a response is made of: one model, one of several, or nothing. */
type Answer = Model | readonly Model[] | null;

/** A parameter of which the route has no schema, because the handler reads it leniently. */
type ExtraParameter = {
  readonly name: string;
  readonly in: "header" | "query";
  readonly description: string;
  readonly schema: { readonly type: "string"; readonly maxLength?: number; readonly format?: "date" };
};

/** A route of the API, as the OpenAPI document describes it. */
export type Operation = {
  readonly operationId: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description: string;
  /** By status, what a success is made of. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** The refusals of its use case; those of its access, body and query follow from the rest. */
  readonly refusals?: readonly RefusalCode[];
  /** True where a GET changes something. */
  readonly writes?: true;
  /** True where the page says 409 once the booking can no longer be changed; as JSON it is 200 all the same. */
  readonly pageRefuses?: true;
  readonly parameters?: readonly ExtraParameter[];
  /** What the document calls the path's `id`; the router takes one name for one place. */
  readonly idName?: "confirm_token";
};

type Schemas = { readonly query?: TSchema; readonly body?: TSchema };
type NoOperation = { readonly operationId?: undefined; readonly writes?: true };

/** All that a route says about itself. */
export type Declaration = { readonly access: Access } & Schemas & (Operation | NoOperation);

/** The accesses that a macro of the same name guards. */
type Guarded = "host" | "host_or_link" | "login" | "logout";

type Hook<D extends Declaration> = Pick<D, Extract<keyof D, keyof Schemas>> &
  (D["access"] extends infer A extends Guarded ? { readonly [Name in A]: true } : unknown) & {
    readonly declaration: Declaration;
    readonly detail?: object;
  };

/** Makes a declaration the third argument of its route. Without a `query`, a strict route takes none. */
export function route<const D extends Declaration>(declaration: D): Hook<D> {
  const { access, body, query = "strictQuery" in policies[access] ? noQuery : undefined } = declaration;
  return {
    ...(query && { query }),
    ...(body && { body }),
    [access]: true,
    declaration: { ...declaration, ...(query && { query }) },
  } as unknown as Hook<D>;
}

/** What a schema with a name of its own has in the OpenAPI document. */
export type Naming = { readonly name: string; readonly example: (booking: ExampleBooking) => unknown };

/** Names the schema of a request. */
export function named<Schema extends TSchema>(
  name: string,
  schema: Schema,
  example: (booking: ExampleBooking) => Static<Schema>,
): Schema {
  return { ...schema, naming: { name, example } satisfies Naming };
}

/** Names the schema of a response. It is only made once somebody reads the document, so that the start does not wait. */
export function model<Schema extends TSchema>(
  name: string,
  schema: () => Schema,
  example: (booking: ExampleBooking) => Static<Schema>,
): Model<Schema> {
  let made: Schema | undefined;
  return () => (made ??= named(name, schema(), example));
}

export type Model<Schema extends TSchema = TSchema> = () => Schema;

/** What a presenter returns for a model. */
export type JsonOf<Of extends Model> = Static<ReturnType<Of>>;

export function namingOf(schema: TSchema): Naming | undefined {
  return schema["naming"];
}
