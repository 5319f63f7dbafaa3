import dayjs from "dayjs";
import utc from "dayjs/plugin/utc.js";
import { isoLocal } from "../domain/clock.ts";
import type { EpochMs } from "../domain/interval.ts";
import { offsetAt, zoneOf } from "../domain/zone.ts";
import { bookingDetails, type BookingView, named } from "./booking-view.ts";
import { type Html, html } from "./html.ts";
import { page } from "./layout.ts";
import { writeToOther } from "./write-to-other.ts";

dayjs.extend(utc);

/** A free start: as the API writes it, and as an instant. */
type FreeStart = { readonly start: string; readonly startsAt: EpochMs };
/** A date (`YYYY-MM-DD`) of the reader's zone with its free starts. */
export type FreeDay = { readonly date: string; readonly starts: readonly FreeStart[] };

type MoveChoice = {
  readonly booking: BookingView;
  /** Takes `start_time` and `timezone` by POST; shows this page in another `timezone` by GET. */
  readonly actionUrl: string;
  readonly days: readonly FreeDay[];
  readonly timeZone: string;
  readonly timeZones: readonly string[];
  readonly earlierUrl?: string | undefined;
  readonly laterUrl?: string | undefined;
  /** Why the time chosen before was not taken. */
  readonly problem?: string | undefined;
};

/** Lets the attendee choose another time: each free start is a button that moves the booking there. */
export function movePage(choice: MoveChoice): string {
  const { booking, timeZone, problem } = choice;
  const title = "Choose a new time";
  return page({
    title: problem === undefined ? title : `Not moved: ${title.toLowerCase()}`,
    body: html`${problem !== undefined && problemAlert(problem)}
      <h1>${title}</h1>
      <p>${promise(booking)}</p>
      ${bookingDetails({ ...booking, timeZone }, false)} ${zoneForm(choice)} ${startsForm(choice)}
      ${otherDays(choice)}
      <section aria-label="Other ways">
        <p class="hint">Want to keep the time you have? Close this page, and everything stays as it is.</p>
        <p class="hint">${writeToOther(booking, false)}</p>
      </section>`,
  });
}

function promise({ hostName, status }: BookingView): Html {
  return status === "pending"
    ? html`Choosing a time asks for it at once. ${named(hostName)} gets a mail, and still has to approve it.`
    : html`Choosing a time moves your booking at once. You and ${named(hostName)} each get a mail with it.`;
}

// Focus starts here, so that the first words read or seen say what went wrong.
function problemAlert(problem: string): Html {
  return html`<div class="alert" role="alert" tabindex="-1" autofocus>
    <p><strong>The booking has not moved.</strong></p>
    <p>${problem}</p>
  </div>`;
}

function zoneForm({ actionUrl, timeZone, timeZones }: MoveChoice): Html {
  const names = timeZones.includes(timeZone) ? timeZones : [timeZone, ...timeZones];
  return html`<form method="get" action="${actionUrl}" class="zone">
    <label for="timezone">Time zone</label>
    <select id="timezone" name="timezone">
      ${names.map((name) => html`<option${name === timeZone && html` selected`}>${name}</option>`)}
    </select>
    <button type="submit">Change<span class="unseen"> the time zone</span></button>
  </form>`;
}

function startsForm({ actionUrl, days, timeZone, laterUrl }: MoveChoice): Html {
  const offered = days.filter(({ starts }) => starts.length > 0);
  if (offered.length === 0) return nothingFree(laterUrl !== undefined);
  return html`<form method="post" action="${actionUrl}">
    <input type="hidden" name="timezone" value="${timeZone}" />
    ${offered.map((day) => daySection(day, timeZone))}
  </form>`;
}

function nothingFree(hasLaterDays: boolean): Html {
  return html`<section role="status">
    <h2>Nothing is free on these days</h2>
    <p>
      ${hasLaterDays ? "Look at later days." : "There are no later days to choose from."} Your booking stays
      as it is.
    </p>
  </section>`;
}

function daySection({ date, starts }: FreeDay, timeZone: string): Html {
  const day = dayjs.utc(date).format("dddd, D MMMM YYYY");
  return html`<section aria-labelledby="day-${date}">
    <h2 id="day-${date}">${day}</h2>
    <ul class="starts">
      ${clockReadings(starts, timeZone).map((reading) => startButton(reading, day))}
    </ul>
  </section>`;
}

type Reading = { readonly start: string; readonly clock: string; readonly offset: string | null };

function startButton({ start, clock, offset }: Reading, day: string): Html {
  return html`<li>
    <button type="submit" name="start_time" value="${start}">
      ${clock}${offset !== null && html` <span class="whole">${offset}</span>`}<span class="unseen"
        >, ${day}</span
      >
    </button>
  </li>`;
}

/** What the clocks show at each start; with the offset on a day that has two, where a reading can come twice. */
function clockReadings(starts: readonly FreeStart[], timeZone: string): Reading[] {
  const zone = zoneOf(timeZone);
  const changes = new Set(starts.map(({ startsAt }) => offsetAt(zone, startsAt))).size > 1;
  return starts.map(({ start, startsAt }) => {
    const local = isoLocal(zone, startsAt);
    return { start, clock: local.slice(11, 16), offset: changes ? `UTC${local.slice(19)}` : null };
  });
}

function otherDays({ earlierUrl, laterUrl }: MoveChoice): Html | false {
  if (earlierUrl === undefined && laterUrl === undefined) return false;
  return html`<nav aria-label="Other days">
    ${earlierUrl !== undefined && html`<a href="${earlierUrl}" rel="prev">← Earlier days</a>`}
    ${laterUrl !== undefined && html`<a href="${laterUrl}" rel="next">Later days →</a>`}
  </nav>`;
}
