import { invalidProblem, type Problem, problemFor, problems } from "../errors.ts";
import type { Operation } from "./operation.ts";
import { type AnswerName, answerSchemas } from "./schemas.ts";

type Response = {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, unknown>>;
};
type Responses = Record<string, Response>;

/** What the route says of itself. */
export type Checked = {
  readonly hasBody: boolean;
  readonly writes: boolean;
  /** An example of what is wrong with a body or query; undefined where there is neither. */
  readonly complaint: { readonly path: string; readonly message: string } | undefined;
};

const meanings: Record<number, string> = {
  400: "The body is not JSON.",
  401: "No API key or session, or a wrong one.",
  403: "A page of another site asks, or with a session nothing that says which.",
  404: "There is no such thing for this caller.",
  409: "Things are not in a state that allows it; `error` says which.",
  413: "The body is larger than 64 KiB.",
  422: "A field is missing, malformed or not known; `details` names each.",
  429: "Too many requests.",
  500: "A bug on the server's side.",
  503: "The server cannot write just now; nothing was changed.",
};

const page = { "text/html": { schema: { type: "string", description: "A page that says the same." } } };

const refusingPage = {
  description: "Only as a page: the booking is in a state in which it cannot be changed.",
  content: page,
};

/** Every answer of an operation, the good ones and the errors. */
export function responsesOf(
  operation: Operation,
  checked: Checked,
  examples: Record<AnswerName, unknown>,
): Responses {
  const { pageRefuses, text } = operation;
  return {
    ...errorsOf(operation, checked),
    ...(pageRefuses && { 409: refusingPage }),
    ...(text !== undefined && { 200: textAnswer(text) }),
    ...answersOf(operation, examples),
  };
}

function textAnswer(description: string): Response {
  return { description, content: { "text/plain": { schema: { type: "string" } } } };
}

function answersOf({ answers, access }: Operation, examples: Record<AnswerName, unknown>): Responses {
  return Object.fromEntries(
    Object.entries(answers).map(([status, made]) => [
      status,
      made === null ? { description: "Done." } : answerOf([made].flat(), isLink(access), examples),
    ]),
  );
}

function answerOf(
  names: readonly AnswerName[],
  isLink: boolean,
  examples: Record<AnswerName, unknown>,
): Response {
  return {
    description: names.map((name) => answerSchemas[name].description).join(" Or: "),
    content: { "application/json": contentOf(names, examples), ...(isLink && page) },
  };
}

function contentOf(names: readonly AnswerName[], examples: Record<AnswerName, unknown>) {
  const [name] = names;
  if (names.length === 1) return { schema: reference(name!), example: examples[name!] };
  return {
    schema: { oneOf: names.map(reference) },
    examples: Object.fromEntries(names.map((one) => [one, { value: examples[one] }])),
  };
}

export function reference(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}

function errorsOf(operation: Operation, checked: Checked): Responses {
  const byStatus = new Map<number, Record<string, Problem>>();
  for (const [name, problem] of problemsOf(operation, checked)) {
    byStatus.set(problem.status, { ...byStatus.get(problem.status), [name]: problem });
  }
  return Object.fromEntries(
    [...byStatus].map(([status, found]) => [status, errorResponse(status, found, isLink(operation.access))]),
  );
}

function problemsOf({ access, refusals = [], writes }: Operation, checked: Checked): [string, Problem][] {
  const { hasBody, complaint } = checked;
  const found: Problem[] = [
    ...(hasBody ? [problems.malformed, problems.tooLarge] : []),
    ...(access.startsWith("host") ? [problems.unauthorized] : []),
    ...((access.startsWith("host") && checked.writes) || access === "own pages" ? [problems.forbidden] : []),
    ...(complaint ? [invalidProblem([complaint])] : []),
    ...(access === "public" || isLink(access) ? [problems.rateLimited] : []),
    problems.internal,
    ...((writes ?? checked.writes) ? [problems.unavailable] : []),
  ];
  return [
    ...found.map((problem): [string, Problem] => [problem.body.code, problem]),
    ...refusals.map((refusal): [string, Problem] => [refusal, problemFor(refusal)]),
  ];
}

function isLink(access: Operation["access"]): boolean {
  return access.endsWith("link");
}

function errorResponse(status: number, found: Record<string, Problem>, isLink: boolean): Response {
  const all = Object.entries(found);
  const examples =
    all.length === 1
      ? { example: all[0]![1].body }
      : { examples: Object.fromEntries(all.map(([name, { body }]) => [name, { value: body }])) };
  return {
    description: meanings[status]!,
    ...(headersOf[status] && { headers: headersOf[status] }),
    content: {
      "application/json": { schema: reference("Error"), ...examples },
      ...(isLink && page),
    },
  };
}

const headersOf: Record<number, Record<string, unknown>> = {
  401: { "WWW-Authenticate": { description: "Always `Bearer`.", schema: { type: "string" } } },
  429: { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } } },
};
