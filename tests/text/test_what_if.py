"""Texts about what would change the chance of passing."""

from dataclasses import replace

from dashboard.text import booking as text
from dashboard.text.shapes import table_rows
from tests.inputs.moves import EXAMS, HOURS, moves_with


def test_a_weeks_hours_have_their_gain() -> None:
    """The smallest and the largest gain, once if they are equal, before what to study next."""
    assert text.hours(moves_with()) == (
        "Another 11\u00a0h in the coming week, all on one domain, would add about 1 to 2 points to your chance of "
        "passing on Wed\u00a030\u00a0Dec. Study next: One \\*x\\*. It costs you the most questions."
    )
    assert "would add about 2 points to your chance of passing on Wed\u00a030\u00a0Dec. Study" in text.hours(
        moves_with(hours=HOURS[:1])
    )
    for part, gain in ((0.4, "about 0 to 1 point"), (0.1, "less than 1 point")):
        less = tuple(replace(hours, whole_week=hours.whole_week.scaled(part)) for hours in HOURS)
        assert f"would add {gain} to" in text.hours(moves_with(hours=less))


def test_hours_without_a_plan_are_assumed() -> None:
    """They are called so."""
    assert "11\u00a0h (assumed, since there is no plan)" in text.hours(moves_with(is_week_assumed=True))
    assert "assumed" not in text.hours(moves_with())


def test_without_hours_the_gain_cannot_be_told() -> None:
    """Without study hours the text says why the gain cannot be told."""
    assert text.hours(moves_with(hours=())) == text.NO_HOURS


def test_an_hour_has_a_digit_more_than_a_week() -> None:
    """The gain of one hour has a decimal, because whole points would be 0."""
    (row,) = table_rows(text.HOUR_COLUMNS, HOURS[:1])
    assert (row["An hour (points)"], row["A week's hours (points)"]) == ("0.2 (0.0 to 0.4)", "2 (0 to 4)")


def test_the_best_practice_exam_is_named() -> None:
    """The practice exam that narrows most is named, with the uncertainty before and after it."""
    assert text.exams(moves_with()) == (
        "Your level on Wed\u00a030\u00a0Dec is uncertain by about 12 points either way. A practice exam of 50 "
        "questions next week would narrow that to about 10 at best, with new questions from a provider new to you."
    )


def test_no_provider_is_best_if_new_questions_of_each_leave_the_same() -> None:
    """The page says above whose exam tells most, which goes by the chance."""
    alike = (replace(EXAMS[0], half_width=EXAMS[1].half_width), *EXAMS[1:])
    assert text.exams(moves_with(exams=alike)).endswith("would narrow that to about 11 at best, with new questions.")


def test_an_exam_that_gains_nothing() -> None:
    """If the rounded uncertainty stays equal, the text says so."""
    assert text.exams(moves_with(half_width=10.2)).endswith("would hardly narrow that.")


def test_each_kind_of_practice_exam_has_its_row() -> None:
    """A row names exposure and provider, and what the exam leaves open and takes away."""
    rows = table_rows(text.exam_columns(moves_with()), EXAMS)
    assert [row["Practice exam"] for row in rows] == [
        "new questions from a provider new to you",
        "new questions from A\\_B",
        "repeated questions from A\\_B",
    ]
    assert (rows[1][text.EXAMS.x_axis], rows[1]["Narrower by"]) == ("10.6 (10.5 to 10.7)", "1.3")
