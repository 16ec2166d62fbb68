"""The lines of an iCalendar file that say when an event is and what it is called; nothing else of it is looked at.

Guests, alarms, places and descriptions are most of a calendar, and a file can be made of nothing else.
"""

import re
from collections.abc import Iterator

from analytics.errors import UnreadableFileError

MAX_LINES = 1_000_000
"""As a file of the greatest size has, folded at 75 octets."""

MAX_NEEDED_LINES = 200_000
"""Ten lines for each of as many events as are taken."""

MAX_DATES = 50_000
"""In one line that lists days of a series."""

_NEW_LINE = re.compile(r"\r?\n")
_PROPERTY = re.compile(r"([A-Za-z0-9-]{1,64})[;:]")
_COMPONENTS = frozenset({"VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT"})
_OF_EVENT = frozenset(
    {"UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SUMMARY", "STATUS",
     "SEQUENCE", "END", ""}
)  # fmt: skip
"""What is kept within an event; "" is a line that is no property, of which its reader decides."""


def check_length(data: bytes, file: str) -> None:
    """Refuse a file of more lines than can be looked at.

    Raises:
        UnreadableFileError: If there are too many.
    """
    if data.count(b"\n") > MAX_LINES:
        raise UnreadableFileError(file, f"it has more than {MAX_LINES:,} lines. Export one calendar at a time.")


def needed_lines(text: str, file: str) -> str:
    """Give the lines of calendars, time zones and events that matter; what is no property stays for its reader.

    Raises:
        UnreadableFileError: If there are too many, or a line lists too many days.
    """
    kept: list[str] = []
    for line in _needed(text):
        if len(kept) == MAX_NEEDED_LINES or (line.count(",") > MAX_DATES and _PROPERTY.match(line)):
            raise UnreadableFileError(file, "it holds more dates than can be read. Export one calendar at a time.")
        kept.append(line)
    return "\r\n".join([*kept, ""])


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
