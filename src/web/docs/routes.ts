import { Elysia } from "elysia";
import type { Deps } from "../../usecases/deps.ts";
import { type ExampleBooking, exampleBooking } from "../../usecases/operations/example-booking.ts";
import { problems, send } from "../../http/errors.ts";
import { basePathOf } from "../../http/paths.ts";
import type { DeclaredRoute } from "../../http/route-table.ts";
import { route } from "../../http/route.ts";

/** The OpenAPI document and the page that shows it; both are loaded and built on demand. */
export function docsRoutes(deps: Deps, routes: () => readonly DeclaredRoute[]) {
  const basePath = basePathOf(deps.publicUrl);
  const describe = describer(deps.publicUrl, routes);
  return new Elysia({ name: "docs", prefix: "/swagger" })
    .get("/", async () => (await import("./ui/page.tsx")).docsPage(basePath), route({ access: "page" }))
    .get("/json", async () => describe(await exampleBooking(deps)), route({ access: "page" }))
    .get(
      "/:file",
      async ({ params, query, request, set }) => {
        const { assetAnswer } = await import("./ui/assets.ts");
        const answer = await assetAnswer(params.file, query.v ?? null, request.headers);
        return answer ?? send(set, problems.notFound);
      },
      route({ access: "page" }),
    );
}

/** Describes the routes with these examples; the document is cached until its examples expire. */
function describer(publicUrl: string, routes: () => readonly DeclaredRoute[]) {
  let last = { examples: "", text: "" };
  return async (example: ExampleBooking): Promise<Response> => {
    const { describeApi } = await import("./document.ts");
    const examples = JSON.stringify([example.host, example.eventType, example.starts]);
    if (last.examples !== examples)
      last = { examples, text: JSON.stringify(describeApi(routes(), publicUrl, example)) };
    return new Response(last.text, {
      headers: { "content-type": "application/json", "cache-control": "no-cache" },
    });
  };
}
