import fc from "fast-check";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../../src/domain/interval.ts";
import { type Zone, zoneNames, zoneOf } from "../../src/domain/zone.ts";

const FIRST = Date.UTC(2005, 0, 1);
const LAST = Date.UTC(2033, 0, 1);

/** Zones with changes at midnight, by half an hour, by two hours, by a day, at odd times, or far from UTC. */
const oddZones = [
  "Africa/Cairo",
  "Africa/Casablanca",
  "America/Havana",
  "America/Nuuk",
  "America/Santiago",
  "America/St_Johns",
  "Antarctica/Troll",
  "Asia/Beirut",
  "Asia/Gaza",
  "Asia/Kathmandu",
  "Atlantic/Azores",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
];

const changesOf = ({ untils }: Zone): EpochMs[] => untils.filter((until) => until >= FIRST && until < LAST);
const changingZones = zoneNames().filter((name) => changesOf(zoneOf(name)).length > 0);

const zoneName = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...changingZones) },
  { weight: 1, arbitrary: fc.constantFrom(...oddZones) },
  { weight: 1, arbitrary: fc.constantFrom(...zoneNames()) },
);

/** Any zone with a whole minute of 2005 to 2032, usually within a day and a half of a clock change. */
export const zoneAndMinute: fc.Arbitrary<{ zone: Zone; minute: EpochMs }> = zoneName.chain((name) => {
  const zone = zoneOf(name);
  const changes = changesOf(zone);
  const any = fc.integer({ min: FIRST / MINUTE_MS, max: LAST / MINUTE_MS }).map((n) => n * MINUTE_MS);
  const minute = changes.length === 0 ? any : fc.oneof({ weight: 4, arbitrary: near(changes) }, any);
  return fc.record({ zone: fc.constant(zone), minute });
});

function near(changes: readonly EpochMs[]): fc.Arbitrary<EpochMs> {
  return fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -2160, max: 2160 }))
    .map(([change, minutes]) => change + minutes * MINUTE_MS);
}

/** A duration of up to this many days, in whole minutes. */
export const upToDays = (days: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: (days * DAY_MS) / MINUTE_MS }).map((minutes) => minutes * MINUTE_MS);
