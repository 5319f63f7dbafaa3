import { Elysia } from "elysia";
import { listSessions } from "../db/queries/hosts/sessions.ts";
import { isoInstant } from "../domain/clock.ts";
import { DAY_MS } from "../domain/interval.ts";
import type { Session } from "../domain/records.ts";
import type { Authentication } from "../http/auth.ts";
import { answer, nothing } from "../http/errors.ts";
import { idOf, pageFields, pageRequest, strictObject } from "../http/fields.ts";
import { type JsonOf, model, route } from "../http/route.ts";
import { sessionCookies, sessionTokenOf } from "../http/session-cookie.ts";
import type { Deps } from "../usecases/deps.ts";
import { endAllSessions, endSession, sessionIdOf } from "../usecases/hosts/sessions.ts";
import { createdAt } from "./examples.ts";
import { flag, id, instant, object, pageJson, pageOf, textOrNull } from "./parts.ts";

const sessionModel = model(
  "Session",
  () =>
    object(
      {
        id: id("The session's id."),
        user_agent: textOrNull("The browser's User-Agent header; null if it sent none."),
        current: flag("Whether it is the session of this request."),
        created_at: instant("When you signed in."),
        last_used_at: instant("When it was last used, to the hour."),
        expires_at: instant("When it ends unless it is used again."),
      },
      { description: "A browser in which you are signed in." },
    ),
  (example) => ({
    id: 1,
    user_agent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    current: true,
    created_at: createdAt(example),
    last_used_at: createdAt(example),
    expires_at: isoInstant(Date.parse(createdAt(example)) + 30 * DAY_MS),
  }),
);

const sessionListModel = pageOf("SessionList", "sessions", "One page of sessions.", sessionModel);

export function sessionRoutes(deps: Deps, auth: Authentication) {
  const cookies = sessionCookies(deps.publicUrl);
  return new Elysia({ name: "sessions", prefix: "/v1/sessions" })
    .use(auth)
    .get(
      "",
      async ({ host, query, request }) => {
        const page = pageRequest(query);
        const token = sessionTokenOf(request.headers);
        const current = token === undefined ? undefined : await sessionIdOf(deps, host, token);
        return pageJson(
          "sessions",
          await listSessions(deps.database.read, host.id, deps.now(), page),
          page,
          (session) => sessionJson(session, session.id === current),
        );
      },
      route({
        access: "host",
        operationId: "listSessions",
        tag: "Account",
        summary: "List sessions",
        description:
          "Lists the browsers in which you are signed in, most recently used first. " +
          "A session ends 30 days after its last use, and 90 days after you signed in.",
        query: strictObject(pageFields),
        answers: { 200: sessionListModel },
      }),
    )
    .delete(
      "/:id",
      async ({ caller, params, set }) =>
        answer(set, await endSession(deps, caller, idOf(params.id)), nothing, 204),
      route({
        access: "host",
        operationId: "deleteSession",
        tag: "Account",
        summary: "End a session",
        description: "Signs that browser out.",
        answers: { 204: null },
        refusals: ["not_found"],
      }),
    )
    .delete(
      "",
      async ({ caller, set }) => {
        await endAllSessions(deps, caller);
        set.headers["set-cookie"] = cookies.endOfSession();
        set.status = 204;
      },
      route({
        access: "host",
        operationId: "deleteSessions",
        tag: "Account",
        summary: "End all sessions",
        description: "Signs you out everywhere, including here. API keys stay valid.",
        answers: { 204: null },
      }),
    );
}

function sessionJson(session: Session, current: boolean): JsonOf<typeof sessionModel> {
  const { id, user_agent, created_at, last_used_at, expires_at } = session;
  return {
    id,
    user_agent,
    current,
    created_at: isoInstant(created_at),
    last_used_at: isoInstant(last_used_at),
    expires_at: isoInstant(expires_at),
  };
}
