"""Texts of the mastery page, in the states that change them."""

from dataclasses import replace

from analytics.models.intervals import Interval
from analytics.reports.practice.mastery import MasteryReport, TrendDirection
from analytics.reports.practice.task_mastery import task_mastery_report
from dashboard import formatting
from dashboard.text import mastery as text
from dashboard.text.shapes import table_rows
from tests.inputs.builders import TODAY, fitted_from, responses
from tests.inputs.report_values import mastery_with

REPORT = mastery_with()


def _moving(*directions: TrendDirection) -> MasteryReport:
    pairs = zip(REPORT.domains, directions, strict=True)
    return replace(REPORT, domains=tuple(replace(domain, direction=direction) for domain, direction in pairs))


def test_the_answer_names_what_moves_and_counts_the_rest() -> None:
    """Rising and falling domains are named, unless they are many; the others are counted."""
    up, down, unknown = TrendDirection.RISING, TrendDirection.FALLING, TrendDirection.CANNOT_TELL
    assert text.answer(_moving(up, up, down, unknown)) == (
        "Rising: Data Engineering and Exploratory Data Analysis. Falling: Modeling. "
        "Too early to tell for 1 other domain."
    )
    assert text.answer(_moving(unknown, unknown, down, unknown)) == (
        "Falling: Modeling. Too early to tell for 3 other domains."
    )
    assert text.answer(_moving(up, up, up, up)).startswith("Rising: Data Engineering, ")
    many = _moving(up, up, up, up)
    assert text.answer(replace(many, domains=2 * many.domains)) == "Rising: 8 domains."


def test_no_direction_is_an_answer() -> None:
    """If no domain has a direction, the answer claims none."""
    assert text.answer(REPORT) == "Too early to tell whether any domain is rising or falling."


def test_without_practice_exams_nothing_is_claimed() -> None:
    """Without practice exams the text says what is drawn, and the next step."""
    report = mastery_with(n_practice_exams=0)
    assert text.answer(report).startswith("There is no practice exam ")
    assert text.evidence(report) == "The ranges below are for candidates in general."


def test_a_service_names_its_domains() -> None:
    """One domain or several."""
    rows = [replace(row, services="Bedrock") for row in responses("p", TODAY, "+-")]
    (one,) = task_mastery_report(fitted_from([*rows])).services
    cells = map(text.SERVICE_COLUMNS["Service"], (one, replace(one, domain_ids=("1", "2"))))
    assert [*map(formatting.unescaped, cells)] == ["Amazon Bedrock (domain 1)", "Amazon Bedrock (domains 1 and 2)"]


def test_results_that_are_totals_only_say_so() -> None:
    assert text.evidence(REPORT) == "Based on 130 questions in 2 practice exams."
    total = replace(REPORT, domains=tuple(replace(domain, n_items=0) for domain in REPORT.domains))
    assert text.evidence(total).endswith("Your results are totals only, which can't tell the domains apart.")


def test_a_panel_says_where_the_domain_stands_and_how_it_moves() -> None:
    """A panel shows the share, the number of questions, and points a week with their range."""
    domain = replace(
        REPORT.domains[0],
        now=Interval(0.71, 0.61, 0.77),
        trend_per_week=Interval(0.011, -0.0004, 0.027),
        direction=TrendDirection.CANNOT_TELL,
    )
    share, movement = text.panel_lines(domain)
    assert share.replace("\u00a0", " ") == "Level 71 % (61 to 77 %), 26 questions"
    assert movement == "too early to tell: +1.1 (0.0 to +2.7) points per week"
    assert table_rows(text.COLUMNS, [domain])[0]["Points per week"] == "too early to tell: +1.1 (0.0 to +2.7)"


def test_one_practice_exam_gives_no_movement_in_numbers() -> None:
    """With one practice exam neither the panel nor the table shows a movement."""
    domain = replace(REPORT.domains[0], practice_exams=REPORT.domains[0].practice_exams[:1])
    assert text.panel_lines(domain)[1] == "too early to tell"
    assert table_rows(text.COLUMNS, [domain])[0]["Points per week"] == "too early to tell"
    none = replace(domain, practice_exams=(), n_items=0)
    assert text.panel_lines(none)[0].endswith("), no questions yet")


def test_the_day_from_which_the_line_is_dotted_is_named() -> None:
    """The caption names the day of the report, which may be an earlier one."""
    assert "dotted after Wed\u00a025\u00a0Nov." in text.how_to_read(REPORT)


def test_a_rating_does_not_break_within_its_number() -> None:
    """On a phone its column has room for a word or two: "(3 of 5)" took three of five lines."""
    (one, *_) = task_mastery_report(fitted_from([*responses("a", TODAY, "+-")])).tasks
    (row,) = table_rows(text.TASK_COLUMNS, [replace(one, rating=3)])
    assert row["Your rating"] == "With docs (3\u00a0of\u00a05)"
