import { pathOfPage, queryPairs } from "../address.ts";
import type { PartProps } from "./part-props.ts";
import { zoneText } from "../../../i18n/wall-time.ts";
import { ZoneSearch } from "./zone-search.tsx";

/** The current time zone, and how to change it. */
export function ZonePart({ state, act }: PartProps) {
  const { texts, timeZone, live } = state;
  if (act && live) return <ZoneSearch state={state} act={act} />;
  const { tz: _, ...others } = Object.fromEntries(
    queryPairs(state, state.date === null ? {} : { date: state.date }),
  );
  return (
    <form class="zone" method="get" action={pathOfPage(state)}>
      <label for="timezone">{texts.timeZone}</label>
      {Object.entries(others).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div class="row">
        <select
          id="timezone"
          name="tz"
          dangerouslySetInnerHTML={{ __html: option(timeZone) + optionsOf(state.timeZones) }}
        />
        <button type="submit">
          {texts.apply}
          <span class="unseen">: {texts.timeZone}</span>
        </button>
      </div>
    </form>
  );
}

/** IANA names contain nothing that needs escaping. */
function option(zone: string): string {
  const words = zoneText(zone);
  return words === zone ? `<option>${zone}</option>` : `<option value="${zone}">${words}</option>`;
}

const written = new WeakMap<readonly string[], string>();

/** Written once per list: the server's never changes, and its 600 options are a tenth of the time of a page. */
function optionsOf(zones: readonly string[]): string {
  const known = written.get(zones) ?? zones.map(option).join("");
  written.set(zones, known);
  return known;
}
