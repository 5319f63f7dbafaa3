import { basePathOf } from "../../../http/paths.ts";
import { localeFor } from "../../../i18n/locale.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { queryOf, translationOf } from "../context.ts";
import type { Setting } from "./pages.tsx";

/** What handlers of the pages outside the dashboard get from the framework. */
export type SignInContext = {
  readonly request: Request;
  readonly server: Bun.Server<unknown> | null;
  readonly set: { readonly headers: Record<string, unknown> };
  readonly body?: unknown;
};

/** The language of `?lang=`, otherwise the browser's. */
export async function settingOf({ publicUrl }: Pick<Deps, "publicUrl">, request: Request): Promise<Setting> {
  const asked = queryOf(request).get("lang") ?? undefined;
  const spoken = localeFor(asked, request.headers.get("accept-language"));
  return { base: basePathOf(publicUrl), translation: await translationOf(spoken) };
}
