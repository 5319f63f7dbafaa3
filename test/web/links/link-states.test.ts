import { afterEach, describe, expect, test } from "bun:test";
import { expireOverdue } from "../../../src/usecases/bookings/expire.ts";
import { aPendingBooking, everyRow } from "../../support/http.ts";
import { type Answered, type Json, startApp, type TestApp } from "../../support/start-app.ts";

let app: TestApp;
afterEach(() => app.close());

type Action = "confirm" | "decline" | "cancel";
const modes = ["direct", "click"] as const;
const states = ["pending", "confirmed", "declined", "cancelled", "pending, over", "confirmed, over"] as const;

/** The status and title of each action's link in each state, when it is opened and when its form is sent. */
const titles: Record<Action, Record<(typeof states)[number], [status: number, title: string]>> = {
  confirm: {
    pending: [200, "Booking confirmed"],
    confirmed: [200, "This booking is already confirmed"],
    declined: [409, "This booking was declined"],
    cancelled: [409, "This booking was cancelled"],
    "pending, over": [409, "This booking was declined"],
    "confirmed, over": [200, "This booking is already confirmed"],
  },
  decline: {
    pending: [200, "Booking declined"],
    confirmed: [409, "This booking is already confirmed"],
    declined: [200, "This booking is already declined"],
    cancelled: [409, "This booking was cancelled"],
    "pending, over": [200, "This booking is already declined"],
    "confirmed, over": [409, "This booking is already confirmed"],
  },
  cancel: {
    pending: [200, "Booking cancelled"],
    confirmed: [200, "Booking cancelled"],
    declined: [409, "This booking was declined"],
    cancelled: [200, "This booking is already cancelled"],
    "pending, over": [409, "This booking was declined"],
    "confirmed, over": [409, "The time of this booking has passed"],
  },
};

const questions = {
  confirm: "Confirm this booking?",
  decline: "Decline this booking?",
  cancel: "Cancel this booking?",
};
const again = {
  confirm: "This booking is already confirmed",
  decline: "This booking is already declined",
  cancel: "This booking is already cancelled",
};

const html = { accept: "text/html" };
const titleOf = ({ text }: Answered) => /<h1>([^<]+)<\/h1>/.exec(text)?.[1];

async function bookingThatIs(state: string, actionLinks: "direct" | "click"): Promise<Json> {
  app = await startApp({ actionLinks });
  const { key } = await app.host();
  const booking = await aPendingBooking(app, key);
  const [status, over] = state.split(", ");
  const move = { confirmed: "confirm", declined: "decline", cancelled: "cancel" }[status!];
  if (move) await app.request("POST", `/v1/bookings/${booking["id"]}/${move}`, { key, body: {} });
  if (over) app.clock.now = Date.parse(booking["end_time"]);
  await expireOverdue(app.deps, () => true);
  return booking;
}

function linkOf(action: Action, booking: Json): { readonly opened: string; readonly sent: string } {
  if (action === "cancel") {
    const opened = `/v1/cancel/${booking["cancel_token"]}`;
    return { opened, sent: `${opened}/confirm` };
  }
  const link = `/v1/bookings/${booking["confirm_token"]}/${action}`;
  return { opened: link, sent: link };
}

/** Expects a next step for the reader. */
function expectWayOn(action: Action, { text }: Answered): void {
  if (titleOf({ text } as Answered) === questions[action])
    return expect(text).toContain('<form method="post"');
  expect(text).toContain("What you can do now");
  if (action === "cancel") {
    expect(text).toContain('href="/book/jane/approval"');
    expect(text).toContain("reply to the email that has this link");
  } else expect(text).toContain('href="mailto:jason@example.com"');
}

describe.each(modes)("with ACTION_LINKS=%s", (mode) => {
  describe.each(["confirm", "decline", "cancel"] as const)("the link to %s", (action) => {
    test.each(states)("reports a %s booking and the next steps", async (state) => {
      const booking = await bookingThatIs(state, mode);
      const { opened, sent } = linkOf(action, booking);
      const [status, title] = titles[action][state];
      const moves = title.startsWith("Booking ");
      const looked = moves ? questions[action] : title;

      const before = await everyRow(app);
      for (const headers of [
        { ...html, purpose: "prefetch" },
        { ...html, "sec-purpose": "prefetch;prerender" },
      ]) {
        for (const [method, target] of [
          ["GET", opened],
          ["POST", sent],
        ] as const) {
          const ahead = await app.request(method, target, { headers });
          expect([ahead.status, titleOf(ahead)]).toEqual([status, looked]);
          expectWayOn(action, ahead);
        }
      }
      expect((await app.request("HEAD", opened, { headers: html })).status).toBe(status);
      expect(await everyRow(app)).toEqual(before);

      const page = await app.request("GET", opened, { headers: html });
      const acts = mode === "direct" && action !== "cancel";
      expect([page.status, titleOf(page)]).toEqual([status, acts ? title : looked]);
      expectWayOn(action, page);
      if (!(moves && acts)) expect(await everyRow(app)).toEqual(before);

      const first = await app.request("POST", sent, { headers: html });
      expect([first.status, titleOf(first)]).toEqual([status, moves && acts ? again[action] : title]);
      expectWayOn(action, first);
      const after = await everyRow(app);
      const second = await app.request("POST", sent, { headers: html });
      expect([second.status, titleOf(second)]).toEqual([status, moves ? again[action] : title]);
      expectWayOn(action, second);
      expect(await everyRow(app)).toEqual(after);
    });
  });
});
