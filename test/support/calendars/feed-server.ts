/** How a feed answers: with its text, not at all, with an error, or that the address is no longer valid. */
type FeedMode = "works" | "hangs" | "fails" | "revoked";

/** A server with one calendar as a file, which a test can break. */
export function startFeedServer() {
  const state = { mode: "works" as FeedMode, text: feedOf([]), requests: 0 };
  const hanging: (() => void)[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    idleTimeout: 0,
    async fetch() {
      state.requests += 1;
      if (state.mode === "hangs") await new Promise<void>((resolve) => hanging.push(resolve));
      if (state.mode === "revoked") return new Response("gone", { status: 403 });
      if (state.mode === "fails") return new Response("broken", { status: 500 });
      return new Response(state.text, { headers: { "content-type": "text/calendar; charset=utf-8" } });
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}/secret/calendar.ics`,
    state,
    async stop(): Promise<void> {
      for (const release of hanging) release();
      await server.stop(true);
    },
  };
}

/** A feed with events of half an hour that begin at these times, such as `20260309T140000Z`. */
export function feedOf(starts: readonly string[]): string {
  const events = starts.flatMap((start) => [
    "BEGIN:VEVENT",
    `UID:${start}@example.com`,
    "DTSTAMP:20260101T000000Z",
    `DTSTART:${start}`,
    "DURATION:PT30M",
    "SUMMARY:Dentist",
    "END:VEVENT",
  ]);
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", ...events, "END:VCALENDAR"];
  return `${lines.join("\r\n")}\r\n`;
}
