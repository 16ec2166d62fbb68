"""The lines of an iCalendar file with times and titles of events.

Guests, alarms, places and descriptions are left out before parsing: they are most of a calendar,
and a hostile file may hold nothing else.
"""

import re
from collections.abc import Iterator

from analytics.errors import UnreadableFileError

MAX_LINES = 1_000_000
"""As many as the largest file allowed has, folded at 75 octets."""

MAX_NEEDED_LINES = 200_000
"""Ten lines per event, for as many events as are read."""

MAX_DATES = 50_000
"""In one line that lists dates of a series."""

DAYS_BACK = 3 * 365
"""How far back repeating events are read."""

_FOLDED = re.compile(rb"\r?\n[ \t]")
_NEW_LINE = re.compile(r"\r?\n")
_PROPERTY = re.compile(r"([A-Za-z0-9-]{1,64})[;:]")
_COMPONENTS = frozenset({"VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT"})
_OF_EVENT = frozenset(
    {"UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SUMMARY", "STATUS",
     "SEQUENCE", "END", ""}
)  # fmt: skip
"""Properties needed within an event; "" is a line that is no property, which the parser judges."""


def unfolded(data: bytes) -> bytes:
    """Join folded lines, before decoding: a fold may split the bytes of a character."""
    return _FOLDED.sub(b"", data)


def check_length(data: bytes, file: str) -> None:
    """Refuse a file with too many lines.

    Raises:
        UnreadableFileError: If there are too many.
    """
    if data.count(b"\n") > MAX_LINES:
        raise UnreadableFileError(file, f"it has more than {MAX_LINES:,} lines. Export one calendar at a time.")


def needed_lines(text: str, file: str) -> str:
    """Return the lines of calendars, zones and events that matter.

    Raises:
        UnreadableFileError: If there are too many, or a line lists too many days.
    """
    needed: list[str] = []
    for line in _needed(text):
        if len(needed) == MAX_NEEDED_LINES or (line.count(",") > MAX_DATES and _PROPERTY.match(line)):
            raise UnreadableFileError(file, "it has too many dates. Export one calendar at a time.")
        needed.append(line)
    return "\r\n".join([*needed, ""])


def _needed(text: str) -> Iterator[str]:
    n_left_out, is_event = 0, False
    for line in _NEW_LINE.split(text):
        found = _PROPERTY.match(line)
        name = found[1].upper() if found else ""
        value = line[len(name) + 1 :].strip().upper() if name == "BEGIN" else ""
        if name == "BEGIN" and (n_left_out or is_event or value not in _COMPONENTS):
            n_left_out += 1
        elif name == "END" and n_left_out:
            n_left_out -= 1
        elif line and not n_left_out and (not is_event or name in _OF_EVENT):
            is_event = name != "END" if is_event else value == "VEVENT"
            yield line
