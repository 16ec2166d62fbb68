"""The lines of a calendar that are parsed."""

import pytest

from analytics.errors import UnreadableFileError
from analytics.ingest.sources.calendars import ics
from analytics.ingest.sources.calendars.ics import needed_lines
from tests.inputs.calendar_files import calendar, event
from tests.inputs.ingest_inputs import read_bytes
from tests.inputs.tracker_inputs import context_with

WHOLE = """\
BEGIN:VCALENDAR
X-WR-CALNAME:Mine
BEGIN:VTIMEZONE
TZID:Here
BEGIN:STANDARD
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VTODO
SUMMARY:Not this
BEGIN:VALARM
END:VALARM
END:VTODO
begin:vevent
UID:a
ATTENDEE;CN=x:mailto:x@example.org
DTSTART;TZID=Here:20260301T090000
BEGIN:VALARM
SUMMARY:Nor this
END:VALARM
DESCRIPTION:long

SUMMARY:This
what is this
END:VEVENT
END:VCALENDAR
"""
NEEDED = """\
BEGIN:VCALENDAR
X-WR-CALNAME:Mine
BEGIN:VTIMEZONE
TZID:Here
BEGIN:STANDARD
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
begin:vevent
UID:a
DTSTART;TZID=Here:20260301T090000
SUMMARY:This
what is this
END:VEVENT
END:VCALENDAR
"""


def test_only_times_and_titles_of_events_are_kept() -> None:
    """Tasks, alarms, guests and descriptions go; a line that is no property stays, since it may be damage."""
    assert needed_lines(WHOLE, "file") == NEEDED.replace("\n", "\r\n")
    assert needed_lines(WHOLE.replace("\n", "\r\n"), "file") == NEEDED.replace("\n", "\r\n")


def test_a_component_without_an_end_is_damage() -> None:
    """It takes the end of the component around it, which then has none."""
    cut = WHOLE.replace("END:VALARM\nDESCRIPTION", "DESCRIPTION")
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_bytes(cut.encode(), "file", context_with())


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [
        ("MAX_LINES", 3, "more than 3 lines"),
        ("MAX_NEEDED_LINES", 5, "too many dates"),
        ("MAX_DATES", 1, "too many dates"),
    ],
)
def test_limits_are_enforced(limit: str, value: int, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """There are limits on lines, on lines kept, and on dates in lists, of which each line may have one."""
    data = calendar(
        event(
            "DTSTART:20260301T090000Z\nDURATION:PT1H\n"
            "RDATE:20260302T090000Z,20260303T090000Z\nRDATE:20260304T090000Z,20260304T090000Z"
        )
    )
    assert len(read_bytes(data, "file", context_with()).rows) == 4
    monkeypatch.setattr(ics, limit, value)
    with pytest.raises(UnreadableFileError, match=words):
        read_bytes(data, "file", context_with())
