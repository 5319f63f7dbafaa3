import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Actions } from "../actions.ts";
import type { PageState } from "../state.ts";
import { offsetOf, timeText, zoneText } from "../../../i18n/wall-time.ts";
import { counted } from "../../../i18n/wording.ts";
import { type ListedZone, searchZones } from "../zones/zone-search.ts";

type Search = {
  readonly typed: string | null;
  /** The option that Enter selects, by name; undefined for none. */
  readonly active: string | undefined;
};

const closed: Search = { typed: null, active: undefined };

/** A search box for zones (ARIA combobox pattern with list autocomplete). Its zones are loaded when it opens. */
export function ZoneSearch({ state, act }: { readonly state: PageState; readonly act: Actions }) {
  const { texts, timeZone, locale } = state;
  const [search, setSearch] = useState(closed);
  const [loaded, setLoaded] = useState<readonly ListedZone[]>();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const isOpen = search.typed !== null;
  const zones = loaded ?? state.timeZones.map(onlyName);
  const found = isOpen ? searchZones(zones, search.typed) : [];
  const active = found.findIndex(({ name }) => name === search.active);
  const optionId = (index: number) => `${id}-${index}`;
  useEffect(() => list.current?.children[active]?.scrollIntoView({ block: "nearest" }), [search, loaded]);

  /** Marks the current zone, so that Enter without typing changes nothing. */
  function open(): void {
    setSearch({ typed: "", active: timeZone });
    act.loadZones().then(setLoaded, () => {});
  }

  function type(typed: string): void {
    if (!isOpen) act.loadZones().then(setLoaded, () => {});
    setSearch({ typed, active: typed.trim() === "" ? timeZone : searchZones(zones, typed)[0]?.name });
  }

  function choose(zone: string | undefined): void {
    setSearch(closed);
    if (zone !== undefined && zone !== timeZone) act.chooseZone(zone);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (!isOpen) return open();
      const next = (active + step + found.length) % Math.max(found.length, 1);
      return setSearch({ ...search, active: found[next]?.name });
    }
    if (event.key === "Enter" && isOpen) {
      event.preventDefault();
      choose(found[active]?.name);
    }
    if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      setSearch(closed);
    }
  }

  return (
    <div class="zone">
      <label for={id}>{texts.timeZone}</label>
      <div class="combobox">
        <input
          id={id}
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active === -1 ? undefined : optionId(active)}
          placeholder={texts.searchTimeZone}
          value={search.typed ?? zoneText(timeZone)}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => !isOpen && open()}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => setSearch(closed)}
        />
        <ul
          id={`${id}-list`}
          ref={list}
          role="listbox"
          aria-label={texts.timeZone}
          hidden={found.length === 0}
        >
          {found.map((zone, index) => (
            <li
              key={zone.name}
              id={optionId(index)}
              role="option"
              class={index === active ? "active" : undefined}
              aria-selected={zone.name === timeZone}
              // Before the box loses focus, which closes the list.
              onMouseDown={(event) => {
                event.preventDefault();
                choose(zone.name);
              }}
            >
              {rowText(state, zone, loaded !== undefined)}
            </li>
          ))}
        </ul>
        {isOpen && (
          <p class={found.length === 0 ? "none" : "unseen"} role="status">
            {found.length === 0 ? texts.noZoneFound : counted(locale, texts.zonesFound, found.length)}
          </p>
        )}
      </div>
    </div>
  );
}

/** `Berlin · UTC+01:00 · 14:05`. */
function rowText({ locale, clock }: PageState, { city, offset }: ListedZone, hasOffset: boolean): string {
  if (!hasOffset) return city;
  const wall = new Date(Date.now() + offset * 60_000).toISOString().slice(0, 19);
  const local = `${wall}${offsetText(offset)}`;
  return [city, offsetOf(local), timeText(locale, clock, local)].join(" · ");
}

function offsetText(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** A zone until its names are loaded, or if they cannot be. */
function onlyName(name: string): ListedZone {
  const words = zoneText(name);
  return {
    name,
    city: words,
    offset: 0,
    is_golden: false,
    terms: [[words.slice(words.lastIndexOf("/") + 1), words]],
  };
}
