"""Reads iCalendar objects as a JSON list from standard input and prints what two other libraries say about each: libical's
restriction check (RFC 5546) and the fields that python3-icalendar finds."""

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


def fields(text):
    calendar = Calendar.from_ical(text)
    event = calendar.walk("VEVENT")[0]
    organizer = event["ORGANIZER"]
    return {
        "method": str(calendar["METHOD"]),
        "summary": str(event["SUMMARY"]),
        "description": str(event["DESCRIPTION"]),
        "location": str(event["LOCATION"]) if "LOCATION" in event else None,
        "url": str(event["URL"]) if "URL" in event else None,
        "organizer": [str(organizer), str(organizer.params["CN"])],
        "alarms": len(event.walk("VALARM")),
    }


print(json.dumps([{**restrictions(text), **fields(text)} for text in json.load(sys.stdin)]))
