"""The table that the exports of time trackers share."""

import pytest

from analytics.errors import UnreadableFileError
from analytics.ingest.sources.trackers import timers
from tests.inputs.tracker_files import clockify
from tests.inputs.tracker_inputs import read


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading them would take minutes."""
    monkeypatch.setattr(timers, "MAX_ENTRIES", 2)
    assert len(read(clockify("25/03/2026", "26/03/2026")).rows) == 2
    with pytest.raises(UnreadableFileError, match="more than 2 entries"):
        read(clockify("25/03/2026", "26/03/2026", "27/03/2026"))


def test_a_line_that_cannot_be_split_does_not_hide_the_order_of_dates() -> None:
    """It is a problem, and the dates of the other lines are read."""
    text = clockify("25/03/2026", "26/03/2026")
    first, *others = text.splitlines()
    result = read("\n".join([first, '"open, a quote" follows', *others]))
    assert (len(result.rows), len(result.problems)) == (2, 1)
