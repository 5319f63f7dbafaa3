import type { DashboardContext } from "./context.ts";
import { CopyLink } from "./shell/copy-link.tsx";
import { show } from "./show.ts";

/** After the first run: the host's page, to be shared. */
export function welcome(context: DashboardContext): Promise<Response> {
  const { base, deps, host, translation } = context;
  const { signIn, shell } = translation.texts;
  const { welcome: words } = signIn;
  const path = `/book/${encodeURIComponent(host.slug)}`;
  return show(context, {
    title: words.title,
    section: null,
    body: (
      <>
        <section class="panel">
          <p>{words.lead}</p>
          <CopyLink url={`${deps.publicUrl}${path}`} words={shell} />
          <p>
            <a class="button primary" href={`${base}${path}`} target="_blank" rel="noopener">
              {words.open}
              <span class="unseen"> {shell.newTab}</span>
            </a>
          </p>
          {!deps.sendsMail && <p class="notice">{shell.noMailServer}</p>}
        </section>
        <section class="panel">
          <h2>{words.next}</h2>
          <ul class="stack">
            <li>
              <a href={`${base}/dashboard/availability`}>{words.nextHours}</a>
            </li>
            <li>
              <a href={`${base}/dashboard/calendars`}>{words.nextCalendar}</a>
            </li>
            <li>
              <a href={`${base}/dashboard/event-types`}>{words.nextEvent}</a>
            </li>
            <li>
              <a href={`${base}/dashboard/profile`}>{words.nextProfile}</a>
            </li>
          </ul>
        </section>
        <section class="stack">
          <h2>{words.preview}</h2>
          <iframe class="preview" src={`${base}${path}`} title={words.preview} loading="lazy" />
        </section>
      </>
    ),
  });
}
