import { Elysia } from "elysia";
import { listHosts } from "../../db/queries/hosts/hosts.ts";
import { wantsPage } from "../../http/accepts.ts";
import { CACHE_A_DAY, constantResponse } from "../../http/constant-response.ts";
import { route } from "../../http/route.ts";
import { version } from "../../observability/version.ts";
import type { Deps } from "../../usecases/deps.ts";
import { linkTranslationOf, pageAnswer } from "../links/error-answers.ts";
import icon from "./favicon.ico" with { type: "file" };
import { homePage } from "./home-page.tsx";
import { llmsText } from "./llms-text.ts";

const page = route({ access: "page" });
const PLAIN = "text/plain; charset=utf-8";

/** Links in emails and calendar feeds are private, and the API has nothing to index. */
const ROBOTS = ["User-agent: *", "Disallow: /v1/", "Disallow: /booking/", "Disallow: /feed/", ""].join("\n");

/** What browsers, crawlers and load balancers request at the root of any server. */
export function homeRoutes(deps: Deps) {
  const robots = constantResponse(bytesOf(ROBOTS), PLAIN);
  const llms = constantResponse(bytesOf(llmsText(deps.publicUrl)), PLAIN);
  const cached = { "cache-control": CACHE_A_DAY };
  return new Elysia({ name: "home" })
    .get("/", async ({ request }) => (wantsPage(request) ? home(deps, request) : about(deps)), page)
    .get("/robots.txt", ({ request }) => robots(request.headers, cached), page)
    .get("/llms.txt", ({ request }) => llms(request.headers, cached), page)
    .get(
      "/favicon.ico",
      () => new Response(Bun.file(icon), { headers: { ...cached, "content-type": "image/x-icon" } }),
      page,
    );
}

/** A server with one host leads to their page. */
async function home({ database, publicUrl }: Deps, request: Request): Promise<Response> {
  const [first, second] = await listHosts(database.read, 2);
  if (!first || second) return pageAnswer(homePage(linkTranslationOf(request), first ? "several" : "none"));
  const location = `${publicUrl}/book/${first.slug}`;
  return new Response(null, { status: 302, headers: { location, "cache-control": "no-store" } });
}

function about({ publicUrl }: Deps) {
  return {
    name: "schedkit",
    version: version.version,
    docs: `${publicUrl}/swagger`,
    description: `${publicUrl}/swagger/json`,
  };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text));
}
