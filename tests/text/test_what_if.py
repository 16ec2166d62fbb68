"""Texts about what would change the chance of passing."""

from dashboard.text import what_if as text
from dashboard.text.shapes import table_rows
from tests.inputs.moves import EXAMS, HOURS, moves_with


def test_the_domain_that_gains_most_is_named() -> None:
    """If one domain gains most, it is named with its gain and the day; its name is escaped."""
    assert text.hours(moves_with(best=HOURS[0])) == (
        "An hour gains most in One \\*x\\*: all 11 h of the coming week there would add about 2 (0 to 4) points to the "
        "chance of passing on Wed 30 Dec."
    )


def test_no_domain_stands_out() -> None:
    """If no domain stands out, the smallest and the largest gain are named, once if they are equal."""
    sentence = text.hours(moves_with())
    assert "would add about 1 to 2 points" in sentence
    assert sentence.endswith("Which domain gains most cannot be told: their ranges stand below.")
    assert "about 1 point to" in text.hours(moves_with(hours=HOURS[1:]))


def test_hours_without_a_plan_are_assumed() -> None:
    """Hours without a plan are called assumed, in every sentence that names them."""
    for best in (None, HOURS[0]):
        assert "11 h (assumed, since there is no plan)" in text.hours(moves_with(best=best, is_week_assumed=True))
        assert "assumed" not in text.hours(moves_with(best=best))


def test_without_hours_the_gain_cannot_be_told() -> None:
    """Without study hours the text says why the gain cannot be told."""
    assert text.hours(moves_with(hours=())) == text.NO_HOURS


def test_an_hour_has_a_digit_more_than_a_week() -> None:
    """The gain of one hour has a decimal, because whole points would be 0."""
    (row,) = table_rows(text.HOUR_COLUMNS, HOURS[:1])
    assert (row["An hour (points)"], row["All of the week's hours (points)"]) == ("0.2 (0.0 to 0.4)", "2 (0 to 4)")


def test_the_best_practice_exam_is_named() -> None:
    """The practice exam that narrows most is named, with the uncertainty before and after it."""
    assert text.exams(moves_with()) == (
        "Your level on Wed 30 Dec is known to within 12 points either way. A practice exam of 50 questions next week "
        "would narrow that to about 10, if it is new questions of a provider new to you."
    )


def test_an_exam_that_gains_nothing() -> None:
    """If the rounded uncertainty stays equal, the text says so."""
    assert text.exams(moves_with(half_width=10.2)).endswith("would hardly narrow that.")


def test_each_kind_of_practice_exam_has_its_row() -> None:
    """A row names exposure and provider, and what the exam leaves open and takes away."""
    rows = table_rows(text.exam_columns(moves_with()), EXAMS)
    assert [row["Practice exam"] for row in rows] == [
        "new questions of a provider new to you",
        "new questions of A\\_B",
        "seen questions of A\\_B",
    ]
    assert (rows[1][text.EXAMS.x_axis], rows[1]["Narrower by"]) == ("10.6 (10.5 to 10.7)", "1.3")
