import type { Session } from "../../../domain/records.ts";
import { relativeText } from "../../../i18n/relative.ts";
import { fill } from "../../../i18n/wording.ts";
import type { DashboardContext } from "../context.ts";
import { About } from "../shell/about.tsx";
import type { Sessions } from "./sessions.ts";

type SignedInProps = { readonly context: DashboardContext; readonly sessions: Sessions };

/** The browsers in which the host is signed in. */
export function SignedIn({ context, sessions }: SignedInProps) {
  const { base, translation } = context;
  const { profile: words } = translation.texts;
  return (
    <section class="stack">
      <h2>{words.sessions}</h2>
      <ul class="list">
        {sessions.items.map((session) => (
          <Item context={context} session={session} isCurrent={session.id === sessions.current} />
        ))}
      </ul>
      <form method="post" action={`${base}/dashboard/profile/sessions/all`}>
        <button class="danger">{words.endAll}</button>
      </form>
    </section>
  );
}

type ItemProps = {
  readonly context: DashboardContext;
  readonly session: Session;
  readonly isCurrent: boolean;
};

function Item({ context, session, isCurrent }: ItemProps) {
  const { base, deps, translation } = context;
  const { language, texts } = translation;
  const { profile: words } = texts;
  const when = (at: number) => relativeText(language, at, deps.now());
  const browser = browserOf(session.user_agent) ?? words.unknownBrowser;
  return (
    <li>
      <div class="what">
        <span class="name">{browser}</span>
        <span class="quiet">
          {isCurrent ? words.thisBrowser : fill(words.lastUsed, { when: when(session.last_used_at) })}
          {" · "}
          {fill(words.signedIn, { when: when(session.created_at) })}
        </span>
      </div>
      {!isCurrent && (
        <form method="post" action={`${base}/dashboard/profile/sessions/${session.id}`}>
          <button class="small">
            {words.end}
            <About what={browser} />
          </button>
        </form>
      )}
    </li>
  );
}

const BROWSERS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/** The browser and system of a User-Agent header: `Firefox, Linux`; undefined if it names no known browser. */
function browserOf(userAgent: string | null): string | undefined {
  const named = (list: typeof BROWSERS) => list.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1];
  const browser = named(BROWSERS);
  return browser && [browser, named(SYSTEMS)].filter((part) => part !== undefined).join(", ");
}
