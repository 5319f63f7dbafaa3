import { linkOfEither, viewByLink } from "../../../usecases/bookings/find-booking.ts";
import type { Deps } from "../../../usecases/deps.ts";
import { calendarFile } from "../calendar-file.ts";
import { pageQueryOf } from "./page-query.ts";

/** Answers with a booking's calendar file, `TOKEN.ics`; undefined for any other name. */
export async function calendarFileOf(
  deps: Deps,
  name: string,
  request: Request,
): Promise<Response | undefined> {
  const [, token] = /^([\w-]+)\.ics$/.exec(name) ?? [];
  if (token === undefined) return undefined;
  const { ref, party } = await linkOfEither(deps, "reschedule", token);
  const found = await viewByLink(deps, ref);
  if (!found.ok) return undefined;
  const { booking, host } = found.value;
  const pageUrl = `${deps.publicUrl}/booking/${deps.tokens.issue(party === "host" ? "host_view" : "view", booking)}`;
  const { texts } = pageQueryOf(request).translation;
  return new Response(
    calendarFile(booking, host, party === "host" ? booking.attendee_name : host.name, pageUrl, texts),
    {
      headers: {
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'attachment; filename="booking.ics"',
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
      },
    },
  );
}
