import { rotateFeed } from "../../../usecases/calendars/feed.ts";
import type { DashboardContext } from "../context.ts";
import { CopyLink } from "../shell/copy-link.tsx";
import { leadTo } from "../show.ts";

type FeedProps = { readonly context: DashboardContext; readonly url: string };

/** The address of the host's own feed, and a button for another one. */
export function Feed({ context, url }: FeedProps) {
  const { base, translation } = context;
  const { calendars, shell } = translation.texts;
  const { feed: words } = calendars;
  return (
    <section class="panel" id="feed">
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      <CopyLink url={url} words={shell} />
      <details>
        <summary>{words.rotate}</summary>
        <form class="stack" method="post" action={`${base}/dashboard/calendars/feed`}>
          <p>{words.rotateLead}</p>
          <button class="danger">{words.rotateNow}</button>
        </form>
      </details>
    </section>
  );
}

/** Replaces the address. */
export async function replaceFeed(context: DashboardContext): Promise<Response> {
  await rotateFeed(context.deps, context.caller);
  return leadTo(context, "calendars?done=rotated");
}
