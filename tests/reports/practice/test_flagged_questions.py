"""Flagged questions are counted by whether they were revisited."""

from dataclasses import replace
from datetime import timedelta

from tests.inputs.answers import FIRST, pace_of, timed


def test_flags_are_counted_by_revisit() -> None:
    """Each response is revisited, left, unknown or not flagged; one without a recorded flag does not count."""
    kinds = [(True, True), (True, False), (True, None), (False, None), (None, None)]
    rows = [
        replace(row, is_flagged=flag, is_revisited=back, is_correct=k != 1)
        for k, (row, (flag, back)) in enumerate(zip(timed([None] * 5), kinds, strict=True))
    ]
    flags = pace_of(rows).flags
    assert (flags.returned.n, flags.left.n, flags.left.n_correct, flags.unknown.n, flags.not_flagged.n) == (
        1,
        1,
        0,
        1,
        1,
    )
    assert (flags.n_flagged, flags.n) == (3, 4)


def test_flags_of_an_exam_are_counted_where_any_was_noted() -> None:
    """No recorded flags differ from no flagged questions."""
    noted = [replace(row, is_flagged=k < 2) for k, row in enumerate(timed([60.0] * 3))]
    silent = timed([60.0] * 3, FIRST + timedelta(days=1))
    assert [exam.n_flagged for exam in pace_of([*noted, *silent]).exams] == [2, None]
