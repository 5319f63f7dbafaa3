import { basePathOf } from "../paths.ts";
import { Elysia } from "elysia";
import type { Deps } from "../../usecases/deps.ts";
import { exampleBooking } from "../../usecases/example-booking.ts";
import type { describeApi, Route } from "../docs/document.ts";
import { problems, send } from "../errors.ts";

const hidden = { detail: { hide: true } };

/** The description of the API, and the page that shows it. Nothing of it is read or made before somebody asks. */
export function docsRoutes(deps: Deps) {
  const basePath = basePathOf(deps.publicUrl);
  const app = new Elysia({ name: "docs", prefix: "/swagger" });
  const describe = describer(basePath, () => app["getGlobalRoutes"]());
  return app
    .get("/", async () => (await import("../docs/ui/page.ts")).docsPage(basePath), hidden)
    .get("/json", async () => describe(await exampleBooking(deps)), hidden)
    .get(
      "/:file",
      async ({ params, query, request, set }) => {
        const { assetAnswer } = await import("../docs/ui/assets.ts");
        const answer = await assetAnswer(params.file, query.v ?? null, request.headers);
        return answer ?? send(set, problems.notFound);
      },
      hidden,
    );
}

/** Describes the routes with these examples; the last description is kept for as long as its examples hold. */
function describer(basePath: string, routes: () => readonly Route[]) {
  let last = { examples: "", text: "" };
  return async (example: Parameters<typeof describeApi>[2]): Promise<Response> => {
    const { describeApi } = await import("../docs/document.ts");
    const examples = JSON.stringify([example.host, example.eventType, example.starts]);
    if (last.examples !== examples)
      last = { examples, text: JSON.stringify(describeApi(routes(), basePath, example)) };
    return new Response(last.text, {
      headers: { "content-type": "application/json", "cache-control": "no-cache" },
    });
  };
}
