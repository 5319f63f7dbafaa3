import fc from "fast-check";
import { type Described, type Description, examplesOf } from "../support/description.ts";
import type { Json } from "../support/start-app.ts";
import { hostileForms } from "./fuzz-forms.ts";
import { jsonFrom } from "./fuzz-json.ts";
import { hostileJson, HOSTILE_TEXTS, NOT_JSON, ODD_SEGMENTS } from "./fuzz-values.ts";

/** A path segment: the nth known value of its kind, or literal characters. */
export type Segment = { readonly known: number } | { readonly raw: string };

/** How a body is encoded, and its headers. */
const wrappings = [
  "gzip",
  "utf-16",
  "byte order mark",
  "latin1",
  "chunks",
  "form",
  "multipart",
  "no type",
  "plain text",
  "typed oddly",
] as const;
export type Wrapping = "json" | (typeof wrappings)[number];

/** A generated request; the world fills in its own ids, tokens and keys. */
export type FuzzedRequest = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly segments: Readonly<Record<string, Segment>>;
  readonly bend: Bend;
  readonly query: string;
  readonly key: KeyUse;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: { readonly text: string; readonly as: Wrapping } | undefined;
};

const bends = [
  "//",
  "/./",
  "/x/../",
  "trailing slash",
  "cut short",
  "upper case",
  "one more",
  "?",
  "#",
] as const;
type Bend = "none" | (typeof bends)[number];

const keyUses = ["other host's", "none", "wrong", "bearer", "both", "odd"] as const;
export type KeyUse = "own" | (typeof keyUses)[number];

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const ODD_METHODS = ["HEAD", "OPTIONS", "PROPFIND", "PURGE", "QUERY", "M-SEARCH"];

/** Requests for every documented operation, for these other routes, and for unknown ones, from valid to hostile. */
export function requestsFrom(
  { operations, document }: Description,
  others: readonly Described[],
): fc.Arbitrary<FuzzedRequest> {
  const json = jsonFrom(document["components"]);
  return fc.oneof(
    ...[...operations, ...others].map((described) => ({
      weight: described.operation["requestBody"] ? 3 : 1,
      arbitrary: requestFor(described, json),
    })),
    { weight: 2, arbitrary: nowhere(operations).chain((described) => requestFor(described, json)) },
  );
}

/** Paths combined from segments of others. */
function nowhere(operations: readonly Described[]): fc.Arbitrary<Described> {
  const words = new Set(operations.flatMap(({ path }) => path.split("/").filter((word) => /^\w/.test(word))));
  const parts = fc.oneof(fc.constantFrom(...words), fc.constantFrom(...ODD_SEGMENTS));
  return fc.array(parts, { maxLength: 6 }).map((path) => ({
    method: "GET",
    path: `/${path.join("/").replaceAll(/[{}]/g, "")}`,
    operation: { operationId: "nothing", parameters: [] },
  }));
}

function requestFor({ method, path, operation }: Described, json: ReturnType<typeof jsonFrom>) {
  const parameters: Json[] = operation["parameters"];
  const inPath = parameters.filter((one) => one["in"] === "path");
  return fc.record<FuzzedRequest>({
    id: fc.constant(operation["operationId"]),
    method: rarely(10, fc.constantFrom(...METHODS, ...ODD_METHODS), method),
    path: fc.constant(path),
    segments: fc.record(Object.fromEntries(inPath.map(({ name }) => [name, segment]))),
    bend: rarely(20, fc.constantFrom(...bends), "none"),
    query: queryFrom(parameters, json),
    key: rarely(4, fc.constantFrom(...keyUses), "own"),
    headers: headersFrom(parameters),
    body: bodyFrom(operation, json),
  });
}

/** Usually `usual`, and one time in `oneIn` another value. */
function rarely<T, const U>(oneIn: number, other: fc.Arbitrary<T>, usual: U): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });
}

const segment: fc.Arbitrary<Segment> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ known: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.record({ raw: fc.constantFrom(...ODD_SEGMENTS) }) },
  { weight: 1, arbitrary: fc.record({ raw: fc.constantFrom(...HOSTILE_TEXTS).map(inUrl) }) },
  { weight: 1, arbitrary: fc.record({ raw: fc.stringMatching(/^[\w-]{1,40}$/) }) },
);

function queryFrom(parameters: readonly Json[], json: ReturnType<typeof jsonFrom>): fc.Arbitrary<string> {
  const inQuery = parameters.filter((one) => one["in"] === "query");
  const fields = inQuery.map(({ name, schema, required }) => {
    const values = fc.oneof(
      { weight: 6, arbitrary: json.valid(schema) },
      { weight: 1, arbitrary: json.nearly(schema) },
    );
    const pair = values.map((value) => `${name}=${inUrl(textOf(value))}`);
    return required ? pair : fc.option(pair, { nil: "", freq: 1 });
  });
  const names = [
    "colour",
    "__proto__",
    "limit[]",
    "a%00b",
    "%ff",
    ...inQuery.map(({ name }) => String(name)),
  ];
  const strange = fc.oneof(
    fc
      .tuple(fc.constantFrom(...names), hostileJson)
      .map(([name, value]) => `${name}=${inUrl(textOf(value))}`),
    fc.constantFrom("&&&", "=", "%", "%zz=%c0%ae", "a".repeat(4_000), "x=1;y=2", "?", "=&=", "[]", "+"),
  );
  const pairs = fc.tuple(...fields, rarely(12, strange, ""));
  return pairs.map((all) =>
    all
      .filter((one) => one !== "")
      .join("&")
      .slice(0, 8_000),
  );
}

/** The text in JSON, or the JSON itself if it is not a string. */
function textOf(json: string): string {
  return json.startsWith('"') ? JSON.parse(json) : json;
}

function inUrl(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

const accepts = [
  "text/html",
  "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "application/json",
  "application/json;q=0.5, text/html;q=0.4",
  "*/*",
  "",
  ",,,;;;q=q=q",
  "text/html;q=NaN, application/json;q=-1",
  `${"text/html;q=0.1,".repeat(900)}x/y`,
  `text/html;q=${"1".repeat(4_000)}`,
];

const oddHeaders: readonly (readonly [string, readonly string[]])[] = [
  ["accept", accepts],
  ["accept-encoding", ["gzip", "br;q=0", "identity;q=0", "*;q=0", "x".repeat(4_000)]],
  ["accept-language", ["xx-INVALID", "*", "de".repeat(2_000)]],
  ["content-type", ["application/json; charset=utf-16", "application/jsonx", "/", ";", "x".repeat(4_000)]],
  ["content-encoding", ["gzip", "br", "deflate, gzip", "identity"]],
  ["content-length", ["0", "-1", "1e3", "99999999999999999999"]],
  ["idempotency-key", ["", "once", "two words", "é", "x".repeat(255), "x".repeat(256), "' or 1=1 --"]],
  ["authorization", ["", "Bearer", "Bearer sk_", "Basic c2tfOnNr", "Bearer  sk_a sk_b", "x".repeat(4_000)]],
  ["x-forwarded-for", ["203.0.113.9", "::1", "[::1]:80", "::ffff:1.2.3.4", "::::", ",", "x".repeat(4_000)]],
  ["x-forwarded-proto", ["https", "javascript", "https, http"]],
  ["x-forwarded-host", ["evil.example", "evil.example/x"]],
  ["range", ["bytes=0-10", "bytes=-1", "bytes=9-1", "items=0-5", "bytes=0-0,1-1,2-2,3-3"]],
  ["if-none-match", ["*", 'W/"x"']],
  ["if-modified-since", ["Thu, 01 Jan 1970 00:00:00 GMT", "never"]],
  ["origin", ["https://evil.example", "null"]],
  ["access-control-request-method", ["DELETE", "x"]],
  ["cookie", ["schedkit_session=x", "=;=;=", "x".repeat(4_000), "__proto__=1"]],
  ["purpose", ["prefetch"]],
  ["sec-purpose", ["prefetch;prerender"]],
  ["x-http-method-override", ["DELETE"]],
  ["upgrade", ["websocket", "h2c"]],
  ["referer", ["https://evil.example/?token=1"]],
  ["user-agent", ["", "x".repeat(4_000)]],
];

/** Documented headers and others. */
function headersFrom(parameters: readonly Json[]) {
  const named = parameters.filter((one) => one["in"] === "header");
  const given = fc.tuple(
    ...named.map(({ name }) =>
      fc.option(
        fc.tuple(
          fc.constant(String(name)),
          fc.nat(60).map((n) => `key-${n}`),
        ),
        { nil: undefined },
      ),
    ),
  );
  const odd = fc
    .constantFrom(...oddHeaders)
    .chain(([name, values]) => fc.tuple(fc.constant(name), fc.constantFrom(...values)));
  const some = fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(...accepts.slice(0, 3)).map((value) => [["accept", value] as const]),
    },
    { weight: 2, arbitrary: fc.array(odd, { minLength: 1, maxLength: 4 }) },
  );
  return fc.tuple(given, some).map(([known, more]) => [...known.filter((one) => one !== undefined), ...more]);
}

function bodyFrom(
  { requestBody }: Json,
  json: ReturnType<typeof jsonFrom>,
): fc.Arbitrary<FuzzedRequest["body"]> {
  const content = requestBody?.content["application/json"];
  const texts = content
    ? fc.oneof(
        { weight: 5, arbitrary: json.valid(content.schema, examplesOf(content)[0]) },
        { weight: 5, arbitrary: json.nearly(content.schema, examplesOf(content)[0]) },
        { weight: 1, arbitrary: fc.constantFrom(...NOT_JSON) },
        { weight: 1, arbitrary: hostileJson },
      )
    : fc.oneof(fc.constant("{}"), fc.constantFrom(...NOT_JSON), hostileJson);
  const wrapped = fc.record({
    text: texts,
    as: rarely<Wrapping, "json">(7, fc.constantFrom(...wrappings), "json"),
  });
  const forms = Object.keys(requestBody?.content ?? {}).includes("application/x-www-form-urlencoded");
  const asForm = fc.record({ text: texts, as: fc.constant<Wrapping>("form") });
  const hostileForm = fc.record({ text: hostileForms, as: fc.constant<Wrapping>("form") });
  const bodies = forms
    ? fc.oneof(
        { weight: 3, arbitrary: wrapped },
        { weight: 1, arbitrary: asForm },
        { weight: 1, arbitrary: hostileForm },
      )
    : wrapped;
  return fc.option(bodies, { nil: undefined, freq: requestBody ? 15 : 1 });
}
