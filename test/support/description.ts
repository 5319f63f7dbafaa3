import { expect } from "bun:test";
import { Value } from "@sinclair/typebox/value";
import { checkable } from "./json-schema.ts";
import type { Answered, Json, TestApp } from "./start-app.ts";

/** An operation of the OpenAPI document. */
export type Described = { readonly method: string; readonly path: string; readonly operation: Json };

/** The app's OpenAPI document, prepared for checking real responses. */
export async function readDescription({ request }: Pick<TestApp, "request">) {
  const { json: document } = await request("GET", "/swagger/json");
  const operations = Object.entries<Json>(document["paths"]).flatMap(([path, byMethod]) =>
    Object.entries<Json>(byMethod).map(([method, operation]): Described => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );

  function misfits(schema: Json, value: unknown): string[] {
    const errors = Value.Errors(checkable(schema, document["components"]), value);
    return [...errors].map(({ path, message }) => `${path}: ${message}`);
  }

  function find(id: string): Described {
    const found = operations.find(({ operation }) => operation["operationId"] === id);
    if (!found) throw new Error(`no operation is called ${id}`);
    return found;
  }

  /** Expects the response's status, type and whole body to be documented. */
  function expectDescribed(id: string, { status, headers, json, text }: Answered): void {
    const response = find(id).operation["responses"][status];
    if (!response) throw new Error(`${id} answers ${status}, which is not described: ${text}`);
    if (!response.content) return expect(text).toBe("");
    const type = headers.get("content-type")!.split(";")[0]!;
    const content = response.content[type];
    if (!content) throw new Error(`${id} answers ${status} as ${type}, which is not described`);
    if (type === "application/json")
      expect({ id, status, misfits: misfits(content.schema, json), json }).toMatchObject({ misfits: [] });
  }

  return { document, operations, find, misfits, expectDescribed };
}

export type Description = Awaited<ReturnType<typeof readDescription>>;

/** All examples of a media type. */
export function examplesOf({ example, examples = {} }: Json): unknown[] {
  return example === undefined ? Object.values<Json>(examples).map(({ value }) => value) : [example];
}
