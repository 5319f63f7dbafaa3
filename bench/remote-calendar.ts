/** A calendar server with as many events as asked for: one calendar over CalDAV, and the same as a feed. It is never the bottleneck. */
const DAY_MS = 86_400_000;
const count = Number(process.argv[2]);
const first = Math.floor(Date.now() / DAY_MS) * DAY_MS;

const events = Array.from({ length: count }, (_, n) => {
  const start = first + (n % 500) * DAY_MS + Math.floor(n / 500) * 3_600_000;
  const href = `/calendar/event-${n}.ics`;
  return { href, etag: `"${n}"`, text: eventText(n, start) };
});
const byHref = new Map(events.map((event) => [event.href, event]));
const feed = calendar(events.map(({ text }) => text).join(""));

function eventText(n: number, start: number): string {
  const utc = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
  const lines = [`UID:event-${n}`, "DTSTAMP:20260101T000000Z", `DTSTART:${utc(start)}`, "DURATION:PT30M"];
  const texts = [`SUMMARY:Meeting ${n}`, `DESCRIPTION:${"Agenda of the meeting ".repeat(10)}`];
  return ["BEGIN:VEVENT", ...lines, ...texts, "END:VEVENT", ""].join("\r\n");
}

function calendar(content: string): string {
  return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Bench//EN\r\n${content}END:VCALENDAR\r\n`;
}

function multistatus(responses: readonly string[]): Response {
  const namespaces =
    'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:cs="http://calendarserver.org/ns/"';
  const body = `<?xml version="1.0" encoding="utf-8"?><d:multistatus ${namespaces}>${responses.join("")}</d:multistatus>`;
  return new Response(body, { status: 207, headers: { "content-type": "application/xml; charset=utf-8" } });
}

function response(href: string, properties: string): string {
  const status = "<d:status>HTTP/1.1 200 OK</d:status>";
  return `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${properties}</d:prop>${status}</d:propstat></d:response>`;
}

const collection = response(
  "/calendar/",
  "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:displayname>Bench</d:displayname><cs:getctag>1</cs:getctag>",
);

const listing = events.map(({ href, etag }) =>
  response(href, `<d:getetag>${etag}</d:getetag><d:resourcetype/>`),
);

function loaded(asked: string): Response {
  const hrefs = Array.from(asked.matchAll(/>(\/calendar\/[^<]+)</g), ([, href]) => href!);
  const found = hrefs.flatMap((href) => byHref.get(href) ?? []);
  return multistatus(
    found.map(({ href, etag, text }) => {
      const data = `<c:calendar-data>${calendar(text)}</c:calendar-data>`;
      return response(href, `<d:getetag>${etag}</d:getetag>${data}`);
    }),
  );
}

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  routes: {
    "/feed.ics": () => new Response(feed, { headers: { "content-type": "text/calendar; charset=utf-8" } }),
    "/calendar/": async (request) => {
      if (request.method === "REPORT") return loaded(await request.text());
      return multistatus(request.headers.get("depth") === "1" ? [collection, ...listing] : [collection]);
    },
  },
  fetch: () => new Response(null, { status: 404 }),
});

console.log(server.port);
