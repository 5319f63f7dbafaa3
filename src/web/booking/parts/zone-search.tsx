import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Actions } from "../actions.ts";
import type { PageState } from "../state.ts";
import { zoneText } from "../../../i18n/wall-time.ts";
import { counted } from "../../../i18n/wording.ts";

const MOST_SHOWN = 50;

type Search = {
  readonly typed: string | null;
  /** The index of the option that Enter selects. */
  readonly active: number;
};

const closed: Search = { typed: null, active: 0 };

/** A search box for zones (ARIA combobox pattern with list autocomplete). */
export function ZoneSearch({ state, act }: { readonly state: PageState; readonly act: Actions }) {
  const { texts, timeZone, timeZones, locale } = state;
  const [search, setSearch] = useState(closed);
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const isOpen = search.typed !== null;
  const found = isOpen ? matching(timeZones, search.typed) : [];
  const active = found[search.active];
  const optionId = (index: number) => `${id}-${index}`;
  useEffect(() => list.current?.children[search.active]?.scrollIntoView({ block: "nearest" }), [search]);

  function choose(zone: string | undefined): void {
    setSearch(closed);
    if (zone !== undefined && zone !== timeZone) act.chooseZone(zone);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (!isOpen) return setSearch({ typed: "", active: 0 });
      return setSearch({
        ...search,
        active: (search.active + step + found.length) % Math.max(found.length, 1),
      });
    }
    if (event.key === "Enter" && isOpen) {
      event.preventDefault();
      choose(active);
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
          aria-activedescendant={active === undefined ? undefined : optionId(search.active)}
          placeholder={texts.searchTimeZone}
          value={search.typed ?? zoneText(timeZone)}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => !isOpen && setSearch({ typed: "", active: 0 })}
          onInput={(event) => setSearch({ typed: event.currentTarget.value, active: 0 })}
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
              key={zone}
              id={optionId(index)}
              role="option"
              aria-selected={index === search.active}
              // Before the box loses focus, which closes the list.
              onMouseDown={(event) => {
                event.preventDefault();
                choose(zone);
              }}
            >
              {zoneText(zone)}
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

/** Zones that contain every typed word; those with a part that begins with it come first. */
function matching(timeZones: readonly string[], typed: string): string[] {
  const words = typed
    .toLowerCase()
    .split(/[\s/_]+/)
    .filter(Boolean);
  const begins = (zone: string) =>
    zone.split(/[/_ ]/).some((part) => part.toLowerCase().startsWith(words[0] ?? ""));
  const found = timeZones.filter((zone) => words.every((word) => zone.toLowerCase().includes(word)));
  return [...found.filter(begins), ...found.filter((zone) => !begins(zone))].slice(0, MOST_SHOWN);
}
