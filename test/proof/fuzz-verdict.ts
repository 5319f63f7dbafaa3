import { TypeCompiler } from "@sinclair/typebox/compiler";
import { INSIDE } from "../support/http.ts";
import type { Described, Description } from "../support/description.ts";
import { checkable } from "../support/json-schema.ts";
import type { Json } from "../support/start-app.ts";
import { MARKUP } from "./fuzz-values.ts";
import type { Exchange, Sent } from "./fuzz-world.ts";

/** More internals that must never leak. */
const TRACES = /(\n|\\n)\s*at \S+ \(|\b(Type|Range|Syntax|Reference)Error\b|SQLITE_|\[object |file:\/\//;

type Check = {
  Check(value: unknown): boolean;
  Errors(value: unknown): Iterable<{ path: string; message: string }>;
};

/** Returns what is wrong with a response; usually nothing. */
export function judge(
  { document, operations }: Description,
  { hidden = [] as readonly Described[], isLimited = false } = {},
) {
  const checks = new Map<Json, Check>();
  const [shapes, hiddenShapes] = [operations.map(shapeOf), hidden.map(shapeOf)];
  const errorSchema: Json = { $ref: "#/components/schemas/Error" };

  function misfits(schema: Json, value: unknown): string[] {
    let check = checks.get(schema);
    if (!check) checks.set(schema, (check = TypeCompiler.Compile(checkable(schema, document["components"]))));
    return check.Check(value)
      ? []
      : [...check.Errors(value)].map(({ path, message }) => `${path}: ${message}`);
  }

  /** Checks the response of an undocumented route for people. */
  function ofPage({ sent, answered }: Exchange): string[] {
    return typeOf({ answered }) !== "application/json" || answered.status < 400 || sent.method === "HEAD"
      ? []
      : misfits(errorSchema, answered.json);
  }

  return (exchange: Exchange): string[] => {
    const { sent, answered } = exchange;
    const described = find(shapes, sent);
    const complaints = [...ofItself(exchange), ...ofWriting(exchange, described)];
    if (answered.status >= 500 || (answered.status === 429 && !isLimited))
      return [`answers ${answered.status}`, ...complaints];
    if (answered.status === 429) return complaints;
    if (described) return [...complaints, ...ofOperation(described, exchange)];
    return [...complaints, ...(find(hiddenShapes, sent) ? ofPage(exchange) : ofNoOperation(exchange))];
  };

  function ofOperation({ operation }: Described, exchange: Exchange): string[] {
    const { sent, answered } = exchange;
    const response = operation["responses"][answered.status];
    if (!response) {
      if (isPreflight(exchange)) return [];
      return [`answers ${answered.status}, which is not described`];
    }
    if (!response.content) return answered.text === "" ? [] : ["has a body where none is described"];
    const type = typeOf(exchange);
    const content = response.content[type];
    if (!content) return [`is ${type}, which is not described`];
    if (type === "text/html") return wantsPage(sent) ? [] : ["is a page that nobody asked for"];
    if (sent.method === "HEAD") return [];
    return misfits(content.schema, type === "application/json" ? answered.json : answered.text);
  }

  function ofNoOperation(exchange: Exchange): string[] {
    const { sent, answered } = exchange;
    if (isPreflight(exchange)) return [];
    if (answered.status !== 404) return [`answers ${answered.status} where there is nothing`];
    if (typeOf(exchange) === "text/html") return wantsPage(sent) ? [] : ["is a page that nobody asked for"];
    return sent.method === "HEAD" ? [] : misfits(errorSchema, answered.json);
  }
}

type Shape = { readonly described: Described; readonly pattern: RegExp };

function shapeOf(described: Described): Shape {
  return { described, pattern: new RegExp(`^${described.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`) };
}

/** The operation of a request; HEAD counts as GET. To a server, a fragment is part of the path. */
function find(shapes: readonly Shape[], { method, target }: Sent): Described | undefined {
  const path = new URL(`http://localhost${target.replaceAll("#", "%23")}`).pathname.replace(/(?<=.)\/$/, "");
  const verb = method.toUpperCase() === "HEAD" ? "GET" : method.toUpperCase();
  return shapes.find(({ described, pattern }) => described.method === verb && pattern.test(path))?.described;
}

/** Checks that apply to any response. */
function ofItself(exchange: Exchange): string[] {
  const { sent, answered } = exchange;
  const shown = answered.text;
  const said = `${sent.target} ${[...sent.headers].join()} ${new TextDecoder().decode(sent.body ?? new Uint8Array())}`;
  const isEcho = INSIDE.test(said) || TRACES.test(said);
  const leaks = !isEcho && (INSIDE.exec(shown) ?? TRACES.exec(shown));
  const isPage = typeOf(exchange) === "text/html";
  const isCode = /javascript|css/.test(typeOf(exchange));
  return [
    ...(leaks && !isCode ? [`shows something internal: ${leaks[0].slice(0, 100)}`] : []),
    ...(isPage && shown.includes(MARKUP) ? ["has markup in it that came from outside"] : []),
    ...(answered.headers.has("x-injected") ? ["has a header that came from outside"] : []),
    ...(answered.status >= 400 && typeOf(exchange) === "" ? ["is an error without a type"] : []),
  ];
}

/** Readiness checks write, and exports are audited. */
const WRITES_ALL_THE_SAME = new Set<unknown>(["getReadiness", "exportAttendee"]);
/** Wrong passwords are counted. */
const COUNTS_FAILURES = new Set<unknown>(["logIn", "changePassword"]);

/** Refusals and read-only requests must not write. */
function ofWriting({ sent, answered, hasWritten }: Exchange, described: Described | undefined): string[] {
  if (!hasWritten || WRITES_ALL_THE_SAME.has(described?.operation["operationId"])) return [];
  if (COUNTS_FAILURES.has(described?.operation["operationId"]) && [401, 422].includes(answered.status))
    return [];
  const looks =
    sent.method === "HEAD" || (sent.method === "GET" && !described?.path.includes("confirm_token"));
  return answered.status >= 400 || looks ? [`has written, and answers ${answered.status}`] : [];
}

function isPreflight({ sent, answered }: Exchange): boolean {
  return sent.method === "OPTIONS" && answered.status === 204;
}

function typeOf({ answered }: Pick<Exchange, "answered">): string {
  return (answered.headers.get("content-type") ?? "").split(";")[0]!;
}

/** Pages are for clients that ask for one, and for GET on links without a preference. */
function wantsPage({ method, headers }: Sent): boolean {
  const accept = headers.get("accept") ?? "";
  return accept.includes("text/html") || (/^(GET|HEAD)$/.test(method) && !accept.includes("json"));
}
