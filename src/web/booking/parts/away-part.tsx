import type { Texts } from "../../../i18n/texts/booking.ts";
import { type Clock, longDate, monthOf, timeText } from "../../../i18n/wall-time.ts";
import { fill } from "../../../i18n/wording.ts";
import { localIn } from "../local-time.ts";
import type { AwayNote, PageState } from "../state.ts";

type Shown = {
  readonly texts: Texts;
  readonly locale: string;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly host: { readonly name: string };
};

/** The host's time off in the visible month, with what it tells visitors. */
export function AwayInMonth({ state }: { readonly state: PageState }) {
  const { away, month, timeZone } = state;
  const isShown = ({ start, end }: AwayNote) =>
    monthOf(localIn(timeZone, start)) <= month && monthOf(localIn(timeZone, end - 1)) >= month;
  return <AwayNotes notes={away.filter(isShown)} shown={state} />;
}

export function AwayNotes({ notes, shown }: { readonly notes: readonly AwayNote[]; readonly shown: Shown }) {
  return (
    <>
      {notes.map((note) => (
        <aside class="notice away">
          <p>{whenText(note, shown)}</p>
          {note.message !== null && (
            <p class="typed" dir="auto">
              {note.message}
            </p>
          )}
          {note.other && (
            <p>
              <a href={note.other.url}>{fill(shown.texts.bookInstead, { name: note.other.name })}</a>
            </p>
          )}
        </aside>
      ))}
    </>
  );
}

/** Names only whole days; in a zone where the time off begins or ends during a day, the times too. */
function whenText({ start, end }: AwayNote, { texts, locale, clock, timeZone, host }: Shown): string {
  const [from, to] = [localIn(timeZone, start), localIn(timeZone, end)];
  const isWhole = from.endsWith("T00:00") && to.endsWith("T00:00");
  const names = { host: host.name };
  if (!isWhole) {
    const at = (local: string) => `${longDate(locale, local)}, ${timeText(locale, clock, local)}`;
    return fill(texts.awayFrom, { ...names, from: at(from), to: at(to) });
  }
  const [first, last] = [longDate(locale, from), longDate(locale, localIn(timeZone, end - 1))];
  return first === last
    ? fill(texts.awayOn, { ...names, day: first })
    : fill(texts.awayFrom, { ...names, from: first, to: last });
}
