import { addressOf } from "../address.ts";
import { onClick } from "../actions.ts";
import type { PartProps } from "./part-props.ts";
import { AwayInMonth } from "./away-part.tsx";
import { ClockPart } from "./clock-part.tsx";
import { LiveCalendar } from "./live-calendar.tsx";
import { LengthPart } from "./length-part.tsx";
import { MonthTable } from "./month-table.tsx";
import { formErrorText } from "../page-words.ts";
import type { Texts } from "../../../i18n/texts/booking.ts";
import { openDates, type Slot, slotsOn } from "../state.ts";
import { dayText, longDate, monthOf, monthText, offsetOf, timeText } from "../../../i18n/wall-time.ts";
import { fill } from "../../../i18n/wording.ts";
import { ZonePart } from "./zone-part.tsx";

/** The month, the zone and the clock, and the times of the selected day. */
export function ChoosePart({ state, act }: PartProps) {
  const { texts, formError, live } = state;
  return (
    <section class="choose" aria-labelledby="choose">
      <h2 id="choose" tabIndex={-1}>
        {texts.chooseTime}
      </h2>
      <LengthPart state={state} />
      {formError && formError !== "fields" && (
        <p class="alert" role="alert">
          {formErrorText(state)}
        </p>
      )}
      <div class="month" aria-busy={live?.isLoading ? "true" : "false"}>
        {act && live ? <LiveCalendar state={state} act={act} /> : <MonthTable state={state} />}
      </div>
      <div class="settings">
        <ZonePart state={state} act={act} />
        <ClockPart state={state} act={act} />
      </div>
      <div class="of-day">
        <AwayInMonth state={state} />
        <TimesPart state={state} act={act} />
      </div>
    </section>
  );
}

function TimesPart({ state, act }: PartProps) {
  const { texts, locale, date, live } = state;
  if (live?.loadFailed) return <LoadFailed state={state} act={act} />;
  const slots = slotsOn(state, date);
  const isStale = live?.isLoading === true;
  if (isStale && slots.length === 0) return <p class="times quiet">{texts.loadingTimes}</p>;
  if (date === null) return <NothingInMonth state={state} act={act} />;
  if (slots.length === 0) return <NothingOn state={state} act={act} date={date} />;
  const changes = new Set(slots.map(({ start_local }) => offsetOf(start_local))).size > 1;
  return (
    <section class={isStale ? "times stale" : "times"} aria-labelledby="times">
      <h3 id="times">
        <span class="unseen">{fill(texts.timesOn, { day: longDate(locale, date) })}</span>
        <span aria-hidden="true">{dayText(locale, date)}</span>
      </h3>
      <div class="slot-groups">
        {groupsOf(slots).map(([part, ofPart]) => (
          <div key={part ?? "all"}>
            {part !== null && <h4>{texts.dayParts[part]}</h4>}
            <ul class="slots">
              {ofPart.map((slot) => (
                <li key={slot.start}>
                  <a
                    class="slot"
                    rel="nofollow"
                    href={addressOf(state, { date, start: slot.start })}
                    {...onClick(act, (act) => act.chooseSlot(slot))}
                  >
                    {timeText(locale, state.clock, slot.start_local)}
                    {changes && <small> {offsetOf(slot.start_local)}</small>}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

/** More times than this are shown by the parts of the day. */
const MOST_TOGETHER = 12;

type DayPart = keyof Texts["dayParts"];

/** The times of a day by its parts, in order; a few times stay together. */
function groupsOf(slots: readonly Slot[]): [part: DayPart | null, slots: readonly Slot[]][] {
  if (slots.length <= MOST_TOGETHER) return [[null, slots]];
  const hourOf = ({ start_local }: Slot) => Number(start_local.slice(11, 13));
  const parts: readonly (readonly [part: DayPart, from: number, until: number])[] = [
    ["morning", 0, 12],
    ["afternoon", 12, 17],
    ["evening", 17, 24],
  ];
  return parts.flatMap(([part, from, until]): [DayPart, Slot[]][] => {
    const ofPart = slots.filter((slot) => hourOf(slot) >= from && hourOf(slot) < until);
    return ofPart.length > 0 ? [[part, ofPart]] : [];
  });
}

/** If nothing is free up to the horizon, the page shows the current month; any other month was chosen by the visitor. */
function NothingInMonth({ state }: PartProps) {
  const { texts, locale, month, today, lastDay } = state;
  const isAll = monthOf(today) === month && monthOf(lastDay) === month;
  const sentence = isAll
    ? texts.noTimesAtAll
    : fill(texts.noTimesInMonth, { month: monthText(locale, month) });
  return <p class="times quiet">{sentence}</p>;
}

function NothingOn({ state, act, date }: PartProps & { readonly date: string }) {
  const { texts, locale } = state;
  const next = [...openDates(state)].sort().find((free) => free > date);
  return (
    <section class="times">
      <p>{fill(texts.noTimesOn, { day: longDate(locale, date) })}</p>
      {next !== undefined && (
        <p>
          <a href={addressOf(state, { date: next })} {...onClick(act, (act) => act.chooseDate(next))}>
            {fill(texts.goToNextFree, { day: dayText(locale, next) })}
          </a>
        </p>
      )}
    </section>
  );
}

function LoadFailed({ state, act }: PartProps) {
  return (
    <div class="times alert" role="alert">
      <p>{state.texts.slotsUnreachable}</p>
      <button type="button" onClick={() => act?.loadAgain()}>
        {state.texts.tryAgain}
      </button>
    </div>
  );
}
