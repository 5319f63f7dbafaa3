"""Works the table in hard-days.json out a second time, with nothing of ours: Python's zoneinfo and the system's
tzdata (2026f or newer; PYTHONTZPATH names another place), minute by minute, by reading clocks.

Run `python3 test/domain/hard-days.py`: it lists the rows that come out differently.
"""

import json
import pathlib
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


def reading(zone, instant):
    local = instant.astimezone(zone)
    return local.strftime("%Y-%m-%d"), local.strftime("%H:%M")


def hours_at(row, zone, instant):
    """The hours in which a clock in the zone shows that minute; None outside them."""
    date, time = reading(zone, instant)
    for text in row["hours"]:
        day, times = text.rsplit(" ", 1)
        start, end = times.split("-")
        if day in ("every day", date) and start <= time < end:
            return date, start
    return None


def starts(row):
    zone, asker = ZoneInfo(row["zone"]), ZoneInfo(row.get("asker", row["zone"]))
    first, last = (row["days"].split("..") * 2)[:2]
    step = row.get("step", row["minutes"])
    begin = datetime.fromisoformat(first).replace(tzinfo=timezone.utc) - timedelta(days=2)
    end = datetime.fromisoformat(last).replace(tzinfo=timezone.utc) + timedelta(days=3)
    count = int((end - begin) / MINUTE)
    hours = [hours_at(row, zone, begin + n * MINUTE) for n in range(count)]
    since = 0
    for n in range(1, count - row["minutes"]):
        if hours[n] != hours[n - 1]:
            since = n
        start = begin + n * MINUTE
        if (n - since) % step == 0 and all(hours[n : n + row["minutes"]]):
            if first <= reading(asker, start)[0] <= last:
                yield start


def written(row, start):
    """The instant in UTC, then what the asker's clock shows and how far it is from UTC."""
    local = start.astimezone(ZoneInfo(row.get("asker", row["zone"])))
    offset = local.strftime("%z")
    return f"{start:%Y-%m-%dT%H:%MZ} {local:%H:%M}{offset[:3]}:{offset[3:5]}"


if __name__ == "__main__":
    table = json.loads(pathlib.Path(__file__).with_name("hard-days.json").read_text())
    wrong = [row["why"] for row in table if row["starts"] != [written(row, start) for start in starts(row)]]
    print("\n".join(wrong) or f"{len(table)} hard days agree")
    sys.exit(1 if wrong else 0)
