"""The sentences of what would move the answer."""

from datetime import date

from analytics.models.intervals import Interval
from analytics.reports.decision.what_if import ExamGain, HourGain, WhatIf
from dashboard.text import what_if as text

HOURS = (
    HourGain("1", "One *x*", Interval(0.002, 0.0, 0.004, 0.8), Interval(0.02, 0.004, 0.04, 0.8)),
    HourGain("2", "Two", Interval(0.001, 0.0, 0.003, 0.8), Interval(0.011, 0.0, 0.03, 0.8)),
)
EXAMS = (
    ExamGain(None, False, Interval(9.9, 9.8, 10.1)),
    ExamGain("A_B", False, Interval(10.6, 10.5, 10.7)),
    ExamGain("A_B", True, Interval(11.2, 11.1, 11.3)),
)


def moves_with(
    *,
    hours: tuple[HourGain, ...] = HOURS,
    best: HourGain | None = None,
    exams: tuple[ExamGain, ...] = EXAMS,
    half_width: float = 11.9,
    is_week_assumed: bool = False,
) -> WhatIf:
    """Make moves of the values that a test is about."""
    return WhatIf(date(2026, 12, 30), hours, best, 11.0, is_week_assumed, 50, half_width, exams)


def test_one_domain_is_named_where_it_leads() -> None:
    """With the hours of the week, the gain and its range, and the day; its name is text."""
    assert text.hours(moves_with(best=HOURS[0])) == (
        "An hour gains most in One \\*x\\*: all 11 h of the coming week there would add about 2 (0 to 4) points to the "
        "chance of passing on Wed 30 Dec."
    )


def test_where_none_leads_that_is_said() -> None:
    """With the smallest and the largest gain, one number where they are the same."""
    said = text.hours(moves_with())
    assert "would add about 1 to 2 points" in said
    assert said.endswith("Which domain gains most cannot be told: their ranges stand below.")
    assert "about 1 point to" in text.hours(moves_with(hours=HOURS[1:]))


def test_hours_that_nobody_planned_are_said_to_be_assumed() -> None:
    """Whichever sentence names them; with a plan no word is said of it."""
    for best in (None, HOURS[0]):
        assert "11 h (assumed, since there is no plan)" in text.hours(moves_with(best=best, is_week_assumed=True))
        assert "assumed" not in text.hours(moves_with(best=best))


def test_without_hours_the_gain_cannot_be_told() -> None:
    """And why."""
    assert text.hours(moves_with(hours=())) == text.NO_HOURS


def test_an_hour_has_a_digit_more_than_a_week() -> None:
    """It is so small that whole points would be 0."""
    row = text.hour_row(HOURS[0])
    assert (row[text.AN_HOUR], row[text.WHOLE_WEEK]) == ("0.2 (0.0 to 0.4)", "2 (0 to 4)")


def test_the_best_practice_exam_is_named() -> None:
    """With what is open now and what would be left."""
    assert text.exams(moves_with()) == (
        "The expected score on Wed 30 Dec is open by 12 points either way. A practice exam of 50 questions next week "
        "would narrow that to about 10, if it is new questions of a provider new to you."
    )


def test_where_nothing_would_be_gained_that_is_said() -> None:
    """Within rounding it stays as it is."""
    assert text.exams(moves_with(half_width=10.2)).endswith("would hardly narrow that.")


def test_each_kind_of_practice_exam_has_its_row() -> None:
    """Named by exposure and provider, with what it leaves and takes away."""
    rows = [text.exam_row(moves_with(), gain) for gain in EXAMS]
    assert [row[text.EXAM] for row in rows] == [
        "new questions of a provider new to you",
        "new questions of A\\_B",
        "seen questions of A\\_B",
    ]
    assert (rows[1][text.LEFT_OPEN], rows[1][text.NARROWER]) == ("10.6 (10.5 to 10.7)", "1.3")
