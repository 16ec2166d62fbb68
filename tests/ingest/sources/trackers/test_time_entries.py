"""Entries of any time tracker: lengths, midnight, clock changes and identities."""

from dataclasses import replace

import pytest

from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.reading import LeftOut, LeftOutReason
from tests.inputs.ingest_inputs import EXAM, lines
from tests.inputs.tracker_files import TOGGL, toggl_row
from tests.inputs.tracker_inputs import context_with, minutes, read, sessions


def entry(start: str, end: str, duration: str) -> list[tuple[str, float]]:
    """Return start and minutes of one entry."""
    return minutes(read(TOGGL + toggl_row("AWS", start, end, duration)))


def reason(start: str, end: str, duration: str) -> str:
    """Return why an entry is refused."""
    result = read(TOGGL + toggl_row("AWS", start, end, duration))
    assert result.rows == ()
    return result.problems[0].reason


def test_an_entry_over_midnight_is_one_session() -> None:
    """Its end may have a date of its own, or only a time if the length agrees."""
    expected = [("2026-03-01T23:30:00+01:00", 60.0)]
    assert entry("2026-03-01 23:30:00", "2026-03-02 00:30:00", "01:00:00") == expected
    assert entry("2026-03-01 23:30:00", "2026-03-01 00:30:00", "01:00:00") == expected


def test_an_end_before_the_start_is_a_problem() -> None:
    """Only a length that agrees makes it an entry over midnight."""
    assert "midnight" in reason("2026-03-01 12:00:00", "2026-03-01 11:00:00", "00:30:00")


@pytest.mark.parametrize(
    ("start", "end", "duration", "offset"),
    [
        ("2026-10-25 01:30:00", "2026-10-25 02:30:00", "01:00:00", "+02:00"),  # ends before the clock is set back
        ("2026-10-25 02:30:00", "2026-10-25 03:30:00", "01:00:00", "+01:00"),  # begins in the second of the two hours
        ("2026-10-25 02:30:00", "2026-10-25 03:30:00", "02:00:00", "+02:00"),  # begins in the first of them
    ],
)
def test_the_length_decides_in_a_repeated_hour(start: str, end: str, duration: str, offset: str) -> None:
    """On the night when the clock is set back, the reading that agrees with the length counts."""
    ((began, _),) = entry(start, end, duration)
    assert began == f"{start.replace(' ', 'T')}{offset}"


def test_the_length_decides_in_a_skipped_hour() -> None:
    """On the night when the clock is set forward, 02:30 is 03:30 or 01:30, as the length agrees."""
    assert entry("2026-03-29 02:30:00", "2026-03-29 04:00:00", "00:30:00") == [("2026-03-29T03:30:00+02:00", 30)]
    assert entry("2026-03-29 02:30:00", "2026-03-29 04:00:00", "01:30:00") == [("2026-03-29T01:30:00+01:00", 90)]


def test_lines_at_a_clock_change_are_listed() -> None:
    """The same hour of another night is not listed."""
    rows = toggl_row("AWS", "2026-10-25 02:30:00", "2026-10-25 03:30:00", "02:00:00") + toggl_row(
        "AWS", "2026-10-26 02:30:00", "2026-10-26 03:30:00", "01:00:00"
    )
    notices = [notice for notice in read(TOGGL + rows).notices if "clock changed" in notice]
    assert [notice.endswith("Lines: 2.") for notice in notices] == [True]


def test_more_than_a_day_is_refused() -> None:
    """The timer was left running; more than half a day has a notice."""
    assert "24 hours" in reason("2026-03-01 09:00:00", "2026-03-02 10:00:00", "25:00:00")
    result = read(TOGGL + toggl_row("AWS", "2026-03-01 06:00:00", "2026-03-01 19:00:00", "13:00:00"))
    assert (lines(result), "12 hours" in " ".join(result.notices)) == (["2"], True)


def test_entries_of_no_length_are_skipped() -> None:
    """Toggl leaves them behind when it cuts an entry at midnight."""
    nothing = toggl_row("AWS", "2026-03-02 00:00:00", "2026-03-02 00:00:00", "00:00:00")
    result = read(
        TOGGL + nothing + nothing + toggl_row("AWS", "2026-03-01 09:00:00", "2026-03-01 10:00:00", "01:00:00")
    )
    assert (result.left_out, result.n_read) == ({LeftOutReason.NO_DAY_OR_LENGTH: LeftOut(2)}, 3)


def test_an_entry_without_a_name_matches_the_pattern_for_all() -> None:
    """Its session has no note."""
    result = read(TOGGL + toggl_row("", "2026-03-01 09:00:00", "2026-03-01 10:00:00", "01:00:00"))
    assert (sessions(result)[0].note, sessions(result)[0].time_on_task_min) == (None, 60)


def test_a_pattern_may_be_one_whole_title() -> None:
    """It begins with =; other patterns match anywhere in a title."""
    rows = [
        toggl_row(name, f"2026-03-01 0{at}:00:00", f"2026-03-01 0{at}:30:00", "00:30:00")
        for at, name in enumerate(("AWS", "AWS bills"))
    ]
    taken = [s.note for s in sessions(read(TOGGL + "".join(rows), context_with(FileMapping(study=("=aws",)))))]
    assert taken == ["AWS"]
    assert len(sessions(read(TOGGL + "".join(rows), context_with(FileMapping(study=("aws",)))))) == 2


def test_numbers_of_equal_starts_do_not_depend_on_what_is_study() -> None:
    """So a different answer does not give an entry another identity."""
    rows = TOGGL + toggl_row("Work", "2026-03-01 09:00:00", "2026-03-01 10:00:00", "01:00:00")
    rows += toggl_row("AWS", "2026-03-01 09:00:00", "2026-03-01 10:00:00", "01:00:00")
    (only,) = sessions(read(rows, context_with(FileMapping(study=("AWS",)))))
    assert only.source_id == sessions(read(rows))[1].source_id


def test_a_future_entry_is_a_problem() -> None:
    """The rules of canonical files hold."""
    result = read(TOGGL + toggl_row("AWS", "2027-03-01 09:00:00", "2027-03-01 10:00:00", "01:00:00"))
    assert "future" in result.problems[0].reason


def test_a_very_long_title_is_shortened() -> None:
    """The time of its entry counts in full."""
    text = TOGGL + toggl_row("AWS", "2026-03-01 09:00:00", "2026-03-01 10:00:00", "01:00:00", description="x" * 5000)
    note = sessions(read(text))[0].note
    assert note is not None
    assert (len(note), note[-1]) == (2000, "…")


def test_a_control_character_in_a_title_is_replaced() -> None:
    """The time of its entry counts in full."""
    result = read(TOGGL + toggl_row("AWS\x1b[2J\x85", "2026-03-01 09:00:00", "2026-03-01 09:50:00", "00:50:00"))
    assert (minutes(result)[0][1], sessions(result)[0].note) == (50, "AWS\ufffd[2J\ufffd")


def test_a_length_that_differs_from_the_span_has_a_notice() -> None:
    """A length that agrees has none, also over midnight."""
    breaks = toggl_row("AWS", "2026-03-01 09:00:00", "2026-03-01 10:15:00", "00:50:00")
    sound = toggl_row("AWS", "2026-03-01 23:30:00", "2026-03-01 00:30:00", "01:00:00")
    result = read(TOGGL + breaks + sound)
    assert [n for _, n in minutes(result)] == [50, 60]
    assert [notice for notice in result.notices if "stated length counts" in notice] == [
        "1 entry states a different length than the time from start to end, for example because of breaks. "
        "The stated length counts."
    ]
    assert not any("stated length" in notice for notice in read(TOGGL + sound).notices)


def test_an_entry_named_as_a_domain_or_task_of_the_exam_counts_for_it() -> None:
    """The title counts before tags and project, and a mapping before all; a number alone is not a name."""
    entries = {"Design Secure Architectures": "video", "Quiz": "Design Resilient Architectures", "3": "", "S3": ""}
    days = [f"2026-03-0{day}" for day in range(1, 5)]
    text = TOGGL + "".join(
        toggl_row("Exam", f"{day} 09:00:00", f"{day} 09:50:00", "00:50:00", description=title, tags=tag)
        for day, (title, tag) in zip(days, entries.items(), strict=True)
    )
    context = context_with(FileMapping(study=("*",), domain={"=S3": "4"}))
    assert [s.domain_id for s in sessions(read(text, replace(context, exam_code=EXAM)))] == ["1", "2", None, "4"]
    assert {s.domain_id for s in sessions(read(text))} == {None}
