import type { Static, TSchema } from "@sinclair/typebox";
import type { ExampleBooking } from "../usecases/operations/example-booking.ts";
import { type Access, policies } from "./access.ts";
import type { Tag } from "./tags.ts";
import type { RefusalCode } from "./errors.ts";
import { noQuery } from "./fields.ts";

/** The content of a response: one model, one of several, or nothing. */
type Answer = Model | readonly Model[] | null;

/** A parameter without a schema, because the handler parses it leniently. */
type ExtraParameter = {
  readonly name: string;
  readonly in: "header" | "query";
  readonly description: string;
  readonly schema: { readonly type: "string"; readonly maxLength?: number; readonly format?: "date" };
};

/** A route of the API as the OpenAPI document describes it. */
export type Operation = {
  readonly operationId: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description: string;
  /** The successful responses by status. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** The refusals of its use case; those of its access level, body and query are added automatically. */
  readonly refusals?: readonly RefusalCode[];
  /** Set for a GET that changes something. */
  readonly writes?: true;
  /** Set if the page responds with 409 once the booking can no longer be changed, while JSON is 200. */
  readonly pageRefuses?: true;
  readonly parameters?: readonly ExtraParameter[];
  /** The documented name of the path's `id`; the router allows only one name per position. */
  readonly idName?: "confirm_token";
};

type Schemas = { readonly query?: TSchema; readonly body?: TSchema };
type NoOperation = { readonly operationId?: undefined; readonly writes?: true };

export type Declaration = {
  readonly access: Access;
  /** The maximum size of a body, if it is not the usual one. */
  readonly maxBodyBytes?: number;
} & Schemas &
  (Operation | NoOperation);

/** The access levels guarded by a macro of the same name. */
type Guarded = "dashboard" | "host" | "host_or_link" | "login" | "logout" | "sign_in_page";

type Hook<D extends Declaration> = Pick<D, Extract<keyof D, keyof Schemas>> &
  (D["access"] extends infer A extends Guarded ? { readonly [Name in A]: true } : unknown) & {
    readonly declaration: Declaration;
    readonly detail?: object;
  };

/**
 * Turns a declaration into the third argument of its route. Without a `query`, a strict route accepts none. Guarded routes need
 * one each: Elysia replaces the name of the guard by its hooks in the object itself.
 */
export function route<const D extends Declaration>(declaration: D): Hook<D> {
  const { access, body, query = "strictQuery" in policies[access] ? noQuery : undefined } = declaration;
  return {
    ...(query && { query }),
    ...(body && { body }),
    [access]: true,
    declaration: { ...declaration, ...(query && { query }) },
  } as unknown as Hook<D>;
}

/** The name and example of a schema in the OpenAPI document. */
export type Naming = { readonly name: string; readonly example: (booking: ExampleBooking) => unknown };

export function named<Schema extends TSchema>(
  name: string,
  schema: Schema,
  example: (booking: ExampleBooking) => Static<Schema>,
): Schema {
  return { ...schema, naming: { name, example } satisfies Naming };
}

/** Names a response schema. It is created when somebody requests the document, to keep the start fast. */
export function model<Schema extends TSchema>(
  name: string,
  schema: () => Schema,
  example: (booking: ExampleBooking) => Static<Schema>,
): Model<Schema> {
  let made: Schema | undefined;
  return () => (made ??= named(name, schema(), example));
}

export type Model<Schema extends TSchema = TSchema> = () => Schema;

export type JsonOf<Of extends Model> = Static<ReturnType<Of>>;

export function namingOf(schema: TSchema): Naming | undefined {
  return schema["naming"];
}
