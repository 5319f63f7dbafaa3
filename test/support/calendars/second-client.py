"""Lists, writes and deletes events with another client than the one that is tested.

Reads a JSON object from standard input and writes one to standard output.
"""

import json
import sys

import caldav

asked = json.load(sys.stdin)
client = caldav.DAVClient(
    url=asked["url"], username=asked["username"].encode(), password=asked["password"]
)
calendar = client.calendar(url=asked["calendar"])

if asked["action"] == "list":
    json.dump([event.data for event in calendar.events()], sys.stdout)
elif asked["action"] == "names":
    json.dump([one.name for one in client.principal().calendars()], sys.stdout)
elif asked["action"] == "save":
    event = calendar.save_event(asked["ical"])
    json.dump(str(event.url), sys.stdout)
elif asked["action"] == "replace":
    event = calendar.event_by_uid(asked["uid"])
    event.data = asked["ical"]
    event.save()
    json.dump(None, sys.stdout)
elif asked["action"] == "delete":
    calendar.event_by_uid(asked["uid"]).delete()
    json.dump(None, sys.stdout)
