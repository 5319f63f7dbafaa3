import { Elysia } from "elysia";
import type { Authentication } from "../../http/auth.ts";
import { answer, nothing } from "../../http/errors.ts";
import { idOf, noBody } from "../../http/fields.ts";
import { route } from "../../http/route.ts";
import {
  changeAccount,
  connectAccount,
  connectedAccount,
  connectedAccounts,
  requestSync,
} from "../../usecases/calendars/accounts.ts";
import { chooseCalendar } from "../../usecases/calendars/choose.ts";
import { disconnectAccount } from "../../usecases/calendars/disconnect.ts";
import type { Deps } from "../../usecases/deps.ts";
import { accountFrom, calendarBody, changeBody, createBody, disconnectQuery, fullUrl } from "./bodies.ts";
import {
  accountJson,
  calendarAccountListModel,
  calendarAccountModel,
  calendarJson,
  calendarModel,
} from "./models.ts";

/** Calendars that hosts keep elsewhere. */
export function calendarRoutes(deps: Deps, auth: Authentication) {
  return new Elysia({ name: "calendars", prefix: "/v1" })
    .use(auth)
    .get(
      "/calendar-accounts",
      async ({ host }) => ({
        calendar_accounts: (await connectedAccounts(deps.database.read, host)).map(accountJson),
      }),
      route({
        access: "host",
        operationId: "listCalendarAccounts",
        tag: "Calendars",
        summary: "List calendar accounts",
        description: "Lists the calendar accounts that you connected, oldest first.",
        answers: { 200: calendarAccountListModel },
      }),
    )
    .post(
      "/calendar-accounts",
      async ({ caller, body, set }) =>
        answer(set, await connectAccount(deps, caller, accountFrom(body)), accountJson, 201),
      route({
        access: "host",
        operationId: "connectCalendarAccount",
        tag: "Calendars",
        summary: "Connect a calendar account",
        description:
          "Signs in to the account, and then reads its calendars in the background. The events in all of them block your time " +
          "until you change that. Bookings are written to none until you choose one with `is_target`.",
        body: createBody,
        answers: { 201: calendarAccountModel },
        refusals: ["too_many_calendar_accounts"],
      }),
    )
    .get(
      "/calendar-accounts/:id",
      async ({ host, params, set }) =>
        answer(set, await connectedAccount(deps, host, idOf(params.id)), accountJson),
      route({
        access: "host",
        operationId: "getCalendarAccount",
        tag: "Calendars",
        summary: "Get a calendar account",
        description: "Returns a calendar account with its calendars.",
        answers: { 200: calendarAccountModel },
        refusals: ["not_found"],
      }),
    )
    .patch(
      "/calendar-accounts/:id",
      async ({ caller, params, body: { url, ...plain }, set }) => {
        const changes = { ...plain, ...(url !== undefined && { url: fullUrl(url) }) };
        return answer(set, await changeAccount(deps, caller, idOf(params.id), changes), accountJson);
      },
      route({
        access: "host",
        operationId: "changeCalendarAccount",
        tag: "Calendars",
        summary: "Change a calendar account",
        description:
          "Changes the given fields. Another address, user name or password is tried first. While it is `paused`, its events do not block.",
        body: changeBody,
        answers: { 200: calendarAccountModel },
        refusals: ["not_found"],
      }),
    )
    .delete(
      "/calendar-accounts/:id",
      async ({ caller, params, query, set }) =>
        answer(
          set,
          await disconnectAccount(deps, caller, idOf(params.id), query.entries ?? "keep"),
          nothing,
          204,
        ),
      route({
        access: "host",
        operationId: "disconnectCalendarAccount",
        tag: "Calendars",
        summary: "Disconnect a calendar account",
        description:
          "Deletes everything that was copied from its calendars. The entries of bookings stay there, or with `entries=remove` are removed in the background.",
        query: disconnectQuery,
        answers: { 204: null },
        refusals: ["not_found"],
      }),
    )
    .post(
      "/calendar-accounts/:id/sync",
      async ({ caller, params, set }) =>
        answer(set, await requestSync(deps, caller, idOf(params.id)), accountJson, 202),
      route({
        access: "host",
        operationId: "syncCalendarAccount",
        tag: "Calendars",
        summary: "Synchronize a calendar account now",
        description:
          "Reads its calendars again in the background; the `status` is `syncing` until it is done.",
        body: noBody,
        answers: { 202: calendarAccountModel },
        refusals: ["not_found"],
      }),
    )
    .patch(
      "/calendars/:id",
      async ({ caller, params, body, set }) =>
        answer(set, await chooseCalendar(deps, caller, idOf(params.id), body), calendarJson),
      route({
        access: "host",
        operationId: "changeCalendar",
        tag: "Calendars",
        summary: "Change what a calendar is used for",
        description:
          "Chooses whether its events block your time, and whether bookings are written there. Upcoming bookings are written to a new target too.",
        body: calendarBody,
        answers: { 200: calendarModel },
        refusals: ["not_found"],
      }),
    );
}
