"""Study sessions that are entered by hand or by the timer."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from analytics.updates.session_entry import last_entered, timed_min, typed_session_key
from tests.inputs.builders import session

NOW = datetime.fromisoformat("2026-11-25T10:00:00.250+00:00")


def test_the_last_entered_session_counts_before_imported_ones() -> None:
    """Among entered ones the moment of entry decides, among imported ones their day."""
    early, late = session(date(2026, 11, 1), 1), session(date(2026, 11, 20), 1)
    assert last_entered([late, early]) == late
    first = replace(early, source_id=typed_session_key(NOW))
    second = replace(early, source_id=typed_session_key(NOW + timedelta(milliseconds=1)))
    assert last_entered([late, second, first]) == second
    assert last_entered([]) is None


@pytest.mark.parametrize(("seconds", "minutes"), [(5, 1), (2520, 42), (100_000, 1440)])
def test_the_timer_gives_whole_minutes(seconds: int, minutes: int) -> None:
    """At least one, at most a day."""
    assert timed_min(NOW, NOW + timedelta(seconds=seconds)) == minutes
