"""Reads calendars without a method as a JSON list from standard input and prints what two other libraries say about each:
libical's restriction check and the properties and events that python3-icalendar finds."""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402
from icalendar import Calendar  # noqa: E402


def restrictions(text):
    component = ICalGLib.Component.new_from_string(text)
    is_good = ICalGLib.restriction_check(component)
    written = component.as_ical_string()
    return {"passes": bool(is_good), "errors": written.count("X-LIC-ERROR")}


def contents(text):
    calendar = Calendar.from_ical(text)
    return {
        "properties": sorted(calendar.keys()),
        "names": [str(calendar[name]) for name in ("NAME", "X-WR-CALNAME")],
        "refresh": [calendar[name].to_ical().decode() for name in ("REFRESH-INTERVAL", "X-PUBLISHED-TTL")],
        "components": sorted({part.name for part in calendar.walk()}),
        "events": [event(one) for one in calendar.walk("VEVENT")],
    }


def event(found):
    return {
        "properties": sorted(found.keys()),
        "uid": str(found["UID"]),
        "sequence": found["SEQUENCE"],
        "start": found.decoded("DTSTART").isoformat(),
        "modified": found.decoded("LAST-MODIFIED").isoformat(),
        "summary": str(found["SUMMARY"]),
        "description": str(found["DESCRIPTION"]),
        "location": str(found["LOCATION"]) if "LOCATION" in found else None,
        "url": str(found["URL"]) if "URL" in found else None,
        "status": str(found["STATUS"]),
    }


print(json.dumps([{**restrictions(text), **contents(text)} for text in json.load(sys.stdin)]))
