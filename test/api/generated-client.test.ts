import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plugin } from "bun";
import { readDescription } from "../support/description.ts";
import { startApp } from "../support/start-app.ts";

// openapi-typescript needs the JavaScript API of the compiler, which TypeScript 7 does not have.
plugin({
  name: "typescript-5",
  setup(build) {
    build.module("typescript", async () => ({
      loader: "object",
      exports: { ...(await import("typescript-5")) },
    }));
  },
});

/** The published examples of requests and responses as a TypeScript program. */
const examples = `
import type { paths } from "./openapi";

type BodyOf<Operation> = Operation extends {
  requestBody?: { content: { "application/json": infer Body } };
} ? Body : never;
type JsonOf<Operation extends { responses: object }, Status extends keyof Operation["responses"]> =
  Operation["responses"][Status] extends { content: { "application/json": infer Json } } ? Json : never;

type Book = paths["/v1/book/{username}/{event_slug}"]["post"];
type List = paths["/v1/bookings"]["get"];
type Reschedule = paths["/v1/bookings/{id}/reschedule"]["post"];

export const listed: List["parameters"]["query"] = { limit: 50, page: 1 };
export const target: Book["parameters"]["path"] = { username: "jane", event_slug: "30min" };

export const asked: BodyOf<Book> = {
  attendee_name: "Jason Johnson",
  attendee_email: "jason@example.com",
  start_time: "2026-03-20T14:00:00Z",
  timezone: "America/Chicago",
  notes: "Looking to discuss the enterprise plan",
};
export const withAnswers: BodyOf<Book> = { ...asked, answers: [{ question_id: "company", answer: "Example" }] };

export const booked: Omit<JsonOf<Book, 201>, "event_type" | "timezone" | "location"> = {
  id: 101,
  status: "confirmed",
  requires_confirmation: false,
  attendee_name: "Jason Johnson",
  attendee_email: "jason@example.com",
  start_time: "2026-03-20T14:00:00Z",
  end_time: "2026-03-20T14:30:00Z",
  cancel_token: "xyz...",
  reschedule_token: "abc...",
};

export const moved: BodyOf<Reschedule> = { start_time: "2026-03-21T15:00:00Z", timezone: "America/Chicago" };
export const movedInZone: BodyOf<Reschedule> = { start_time: "2026-03-21T15:00:00Z" };

export const confirmed: JsonOf<paths["/v1/bookings/{confirm_token}/confirm"]["get"], 200> = {
  id: 101,
  status: "confirmed",
};
export const cancelled: JsonOf<paths["/v1/cancel/{token}/confirm"]["post"], 200> = { id: 101, status: "cancelled" };
export const noReason: BodyOf<paths["/v1/cancel/{token}/confirm"]["post"]> = {};

export const eventType: BodyOf<paths["/v1/event-types"]["post"]> = { title: "Call", duration_minutes: 30 };

export function sentence({ code, error }: JsonOf<Book, 409>): string {
  const either: "slot_unavailable" | "too_many_bookings" = code;
  return either === "slot_unavailable" ? "Somebody was faster." : error;
}

// @ts-expect-error -- an address is needed
export const anonymous: BodyOf<Book> = { attendee_name: "J", start_time: "2026-03-20T14:00:00Z", timezone: "UTC" };
// @ts-expect-error -- there is no such status
export const odd: JsonOf<paths["/v1/cancel/{token}/confirm"]["post"], 200>["status"] = "approved";
`;

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "schedkit-client-"));
  const app = await startApp();
  const { document } = await readDescription(app);
  app.close();
  const { default: generate, astToString } = await import("openapi-typescript");
  await Bun.write(join(folder, "openapi.d.ts"), astToString(await generate(JSON.stringify(document))));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The compiler's errors for a program that uses the generated types. */
async function compile(program: string): Promise<string> {
  const path = join(folder, "client.ts");
  await Bun.write(path, program);
  const compiler = join(import.meta.dir, "../../node_modules/.bin/tsc");
  const { stdout } = Bun.spawn([compiler, "--noEmit", "--strict", "--target", "esnext", path], {
    cwd: folder,
  });
  return new Response(stdout).text();
}

test("a client that openapi-typescript generates compiles against the published examples", async () => {
  expect(await compile(examples)).toBe("");
});

test("a client that leaves out what is required does not compile", async () => {
  const faulty = examples.replace('  timezone: "America/Chicago",\n', "");
  expect(await compile(faulty)).toContain("Property 'timezone' is missing");
});
