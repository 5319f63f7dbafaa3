"""Reads pairs of an RRULE value and a local DTSTART as a JSON list from standard input and prints the first occurrences of each,
as libical finds them."""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402


def occurrences(rule, start, most=40):
    recurrence = ICalGLib.Recurrence.new_from_string(rule)
    iterator = ICalGLib.RecurIterator.new(recurrence, ICalGLib.Time.new_from_string(start))
    found = []
    while iterator and len(found) < most:
        time = iterator.next()
        if time is None or time.is_null_time():
            break
        found.append(time.as_ical_string())
    return found


print(json.dumps([occurrences(rule, start) for rule, start in json.load(sys.stdin)]))
