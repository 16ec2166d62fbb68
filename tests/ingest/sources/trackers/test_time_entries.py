"""Tests of what all time trackers have in common: lengths, midnight, changes of the clock, names."""

import pytest

from analytics.ingest.file_mapping import FileMapping
from tests.ingest.sources.trackers.test_toggl import A, row
from tests.inputs.ingest_inputs import lines
from tests.inputs.tracker_inputs import minutes, read, sessions, told


def entry(start: str, end: str, duration: str) -> list[tuple[str, float]]:
    """Read one entry."""
    return minutes(read(A + row("AWS", start, end, duration)))


def reason(start: str, end: str, duration: str) -> str:
    """Give why an entry is held back."""
    result = read(A + row("AWS", start, end, duration))
    assert result.rows == ()
    return result.problems[0].reason


def test_over_midnight_stays_one_session() -> None:
    """With the end's date, and without it where the length says so."""
    expected = [("2026-03-01T23:30:00+01:00", 60.0)]
    assert entry("2026-03-01 23:30:00", "2026-03-02 00:30:00", "01:00:00") == expected
    assert entry("2026-03-01 23:30:00", "2026-03-01 00:30:00", "01:00:00") == expected


def test_an_end_before_the_begin_is_a_problem() -> None:
    """Only a length that agrees makes it a session over midnight."""
    assert "midnight" in reason("2026-03-01 12:00:00", "2026-03-01 11:00:00", "00:30:00")


@pytest.mark.parametrize(
    ("start", "end", "duration", "offset"),
    [
        ("2026-10-25 01:30:00", "2026-10-25 02:30:00", "01:00:00", "+02:00"),  # ends before the clock is set back
        ("2026-10-25 02:30:00", "2026-10-25 03:30:00", "01:00:00", "+01:00"),  # begins in the second of the two hours
        ("2026-10-25 02:30:00", "2026-10-25 03:30:00", "02:00:00", "+02:00"),  # begins in the first of them
    ],
)
def test_a_repeated_hour_is_told_by_the_length(start: str, end: str, duration: str, offset: str) -> None:
    """On the night when the clock is set back, the reading that agrees with the length is meant."""
    ((began, _),) = entry(start, end, duration)
    assert began == f"{start.replace(' ', 'T')}{offset}"


def test_an_hour_that_does_not_exist_is_moved_on() -> None:
    """On the night when the clock is set forward, 02:30 is 03:30 where the length says so, else 01:30."""
    assert entry("2026-03-29 02:30:00", "2026-03-29 04:00:00", "00:30:00") == [("2026-03-29T03:30:00+02:00", 30)]
    assert entry("2026-03-29 02:30:00", "2026-03-29 04:00:00", "01:30:00") == [("2026-03-29T01:30:00+01:00", 90)]


def test_hours_of_a_changed_clock_are_named() -> None:
    """What had to be decided is said, with its lines; an hour of any other night is not."""
    rows = row("AWS", "2026-10-25 02:30:00", "2026-10-25 03:30:00", "02:00:00") + row(
        "AWS", "2026-10-26 02:30:00", "2026-10-26 03:30:00", "01:00:00"
    )
    notices = [notice for notice in read(A + rows).notices if "clock was changed" in notice]
    assert [notice.endswith("Lines: 2.") for notice in notices] == [True]


def test_more_than_a_day_is_held_back_and_half_a_day_is_named() -> None:
    """A timer that was left running must not make the week."""
    assert "24 hours" in reason("2026-03-01 09:00:00", "2026-03-02 10:00:00", "25:00:00")
    result = read(A + row("AWS", "2026-03-01 06:00:00", "2026-03-01 19:00:00", "13:00:00"))
    assert (lines(result), "12 hours" in " ".join(result.notices)) == (["2"], True)


def test_entries_of_no_length_are_left_out_and_counted() -> None:
    """Toggl cuts at midnight and leaves 00:00:00 behind."""
    nothing = row("AWS", "2026-03-02 00:00:00", "2026-03-02 00:00:00", "00:00:00")
    result = read(A + nothing + nothing + row("AWS", "2026-03-01 09:00:00", "2026-03-01 10:00:00", "01:00:00"))
    assert (result.n_skipped, result.n_read) == (2, 3)
    assert "Entries of no length were left out: 2." in result.notices


def test_an_entry_without_any_name_can_be_taken_by_all() -> None:
    """It is asked about as such."""
    result = read(A + row("", "2026-03-01 09:00:00", "2026-03-01 10:00:00", "01:00:00"))
    assert (sessions(result)[0].note, sessions(result)[0].time_on_task_min) == (None, 60)


def test_one_whole_title_can_be_meant() -> None:
    """A pattern that begins with = takes that title alone; else it is found anywhere."""
    rows = [
        row(name, f"2026-03-01 0{at}:00:00", f"2026-03-01 0{at}:30:00", "00:30:00")
        for at, name in enumerate(("AWS", "AWS bills"))
    ]
    taken = [s.note for s in sessions(read(A + "".join(rows), told(FileMapping(study=("=aws",)))))]
    assert taken == ["AWS"]
    assert len(sessions(read(A + "".join(rows), told(FileMapping(study=("aws",)))))) == 2


def test_the_number_of_equal_starts_does_not_hang_on_what_is_studying() -> None:
    """So another answer gives no entry another name."""
    rows = A + row("Work", "2026-03-01 09:00:00", "2026-03-01 10:00:00", "01:00:00")
    rows += row("AWS", "2026-03-01 09:00:00", "2026-03-01 10:00:00", "01:00:00")
    (only,) = sessions(read(rows, told(FileMapping(study=("AWS",)))))
    assert only.source_id == sessions(read(rows))[1].source_id


def test_future_entries_and_unknown_domains_are_problems() -> None:
    """The rules of canonical files hold, by the columns' own names."""
    result = read(A + row("AWS", "2027-03-01 09:00:00", "2027-03-01 10:00:00", "01:00:00"))
    assert "future" in result.problems[0].reason


def test_a_very_long_title_is_cut_and_its_time_is_kept() -> None:
    """The hours count, whatever was written beside them."""
    text = A + row("AWS", "2026-03-01 09:00:00", "2026-03-01 10:00:00", "01:00:00", description="x" * 5000)
    note = sessions(read(text))[0].note
    assert note is not None
    assert (len(note), note[-1]) == (2000, "…")


def test_a_stray_character_costs_no_time() -> None:
    """What is no text in a title is marked, and the session counts."""
    result = read(A + row("AWS\x1b[2J\x85", "2026-03-01 09:00:00", "2026-03-01 09:50:00", "00:50:00"))
    assert (minutes(result)[0][1], sessions(result)[0].note) == (50, "AWS\ufffd[2J\ufffd")


def test_which_of_two_lengths_counts_is_said() -> None:
    """Fifty minutes of focus in an hour and a quarter; what agrees, over midnight too, is not worth a word."""
    breaks = row("AWS", "2026-03-01 09:00:00", "2026-03-01 10:15:00", "00:50:00")
    sound = row("AWS", "2026-03-01 23:30:00", "2026-03-01 00:30:00", "01:00:00")
    result = read(A + breaks + sound)
    assert [n for _, n in minutes(result)] == [50, 60]
    assert [notice for notice in result.notices if "stated length counts" in notice] == [
        "1 entry states another length than the span from start to end, as where there were breaks; "
        "the stated length counts."
    ]
    assert not any("stated length" in notice for notice in read(A + sound).notices)
