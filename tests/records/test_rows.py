"""Rows that are kept as columns are the same rows."""

from datetime import date

from analytics.records import CheckIn, Row, SelfRating
from analytics.records.rows import RecordRows, by_kind, distinct

CHECK_INS = [Row(str(n), CheckIn(on=date(2026, 2, n), note=f"night {n}")) for n in (3, 4, 5)]
RATING = Row("9", SelfRating(rated_on=date(2026, 2, 1), domain_id="1", rating=4))


def check_ins() -> RecordRows:
    """Return the check-ins as columns."""
    ((_, rows),) = by_kind(CHECK_INS)
    return rows


def test_columns_hold_the_same_rows() -> None:
    """One by one, in slices, in comparison, and by kind again; other rows are not equal."""
    rows = check_ins()
    assert (list(rows), rows[1], rows[1:]) == (CHECK_INS, CHECK_INS[1], CHECK_INS[1:])
    assert rows == tuple(CHECK_INS)
    assert rows != CHECK_INS[:2]
    assert rows != 3
    assert list(by_kind(rows)) == [(range(3), rows)]


def test_values_that_all_rows_share_are_kept_once() -> None:
    """A column may be such a value."""
    days = [row.record.on for row in CHECK_INS if isinstance(row.record, CheckIn)]
    rows = RecordRows(CheckIn, ["3", "4", "5"], {"on": days}, {"candidate_id": "ann", "sleep_h": 7.5})
    assert list(rows.values("candidate_id", "on")) == [("ann", day) for day in days]
    assert rows[2] == Row("5", CheckIn(candidate_id="ann", on=days[2], sleep_h=7.5))


def test_rows_can_be_left_out() -> None:
    """The others keep their order."""
    assert list(check_ins().without({1})) == [CHECK_INS[0], CHECK_INS[2]]


def test_kinds_are_told_apart() -> None:
    """Each row has its place among all; a question about one kind ignores the others."""
    rows = [CHECK_INS[0], RATING, CHECK_INS[1], CHECK_INS[1]]
    assert [(list(places), part.kind) for places, part in by_kind(rows)] == [([0, 2, 3], CheckIn), ([1], SelfRating)]
    assert distinct(rows, [CheckIn], "note") == [("night 3",), ("night 4",)]
