import { type Described, type Description, examplesOf } from "./description.ts";
import type { Answered, Json, TestApp } from "./start-app.ts";

/** The path parameters, query, headers and body of a call. */
export type Call = {
  readonly path?: Json;
  readonly query?: string;
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Record<string, string>;
};

/** Calls operations by their documented names, and checks that every response is documented. */
export function callerOf(app: Pick<TestApp, "request">, description: Description) {
  const seen = new Map<string, Answered[]>();

  async function call(id: string, { path = {}, query = "", ...asked }: Call = {}): Promise<Answered> {
    const described = description.find(id);
    const answered = await app.request(described.method, filled(described, path) + query, {
      ...asked,
      headers: { accept: "application/json", ...asked.headers },
    });
    description.expectDescribed(id, answered);
    const of = `${id} ${answered.status}`;
    seen.set(of, [...(seen.get(of) ?? []), answered]);
    return answered;
  }

  return {
    call,
    /** The responses so far, by operation and status. */
    seen,
    ids: description.operations.map(({ operation }) => operation["operationId"] as string),
    idsWith: (status: number) =>
      description.operations
        .filter(({ operation }) => status in operation["responses"])
        .map(({ operation }) => operation["operationId"] as string),
    /** Whether the operation accepts a body. */
    isWrite: (id: string) => ["POST", "PUT", "PATCH"].includes(description.find(id).method),
    /** The first example of the operation's body; undefined if it takes none. */
    bodyExample: (id: string): any => {
      const { requestBody } = description.find(id).operation;
      return requestBody && examplesOf(requestBody.content["application/json"])[0];
    },
    /** The documented examples for a status. */
    shown: (id: string, status: number): unknown[] =>
      examplesOf(description.find(id).operation["responses"][status].content["application/json"] ?? {}),
  };
}

export type Caller = ReturnType<typeof callerOf>;

/** The operation's path, with its examples as defaults. */
function filled({ path, operation }: Described, given: Json): string {
  const examples = operation["parameters"].map(({ name, example }: Json) => [name, example]);
  const values = { ...Object.fromEntries(examples), ...given };
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name]));
}
