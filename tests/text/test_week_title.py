"""The title of the weekly check-in, and the names of weeks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.records import ExamOutcome, Record
from analytics.reports.this_week import week_report
from dashboard import environment, formatting
from dashboard.outputs import weekly_page
from dashboard.text import names, terminal_week
from dashboard.text import week as text
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam, session


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], "No practice exam yet"),
        ([plan(exam_code="AIF-C01")], "Week 8"),
        (practice_exam(TODAY, [(8, 13)], exam_code="AIF-C01"), "1 practice exam, no exam day yet"),
        ([plan(exam_code="AIF-C01", exam_on=TODAY)], "Your exam is today"),
        ([plan(exam_code="AIF-C01", exam_on=TODAY + timedelta(days=1))], "1 day to the exam, Thu\u00a026\u00a0Nov"),
    ],
)
def test_the_title_says_what_is_known_of_week_and_day(records: Sequence[Record], expected: str) -> None:
    """Without a plan or an exam day it says what there is."""
    assert text.title(week_report(fitted_from(records, exam_code="AIF-C01"))) == expected


@pytest.mark.parametrize(
    ("days", "is_booked", "title"),
    [
        (0, True, "Week 8 of 8 · No exam on Wed\u00a025\u00a0Nov"),
        (0, False, "Failed on Sun\u00a015\u00a0Nov"),
        (-1, True, "Failed on Sun\u00a015\u00a0Nov"),
    ],
)
def test_the_days_to_a_closed_exam_day_are_not_counted(days: int, is_booked: bool, title: str) -> None:
    """A day within the wait after a fail is named only if it is booked; when it is over no result is asked for."""
    failed = ExamOutcome(taken_on=TODAY - timedelta(days=10), exam_code="DEA-C01", is_passed=False)
    own = plan(exam_code="DEA-C01", exam_on=TODAY + timedelta(days=days))
    own = replace(own, booked_exam_on=own.exam_on if is_booked else None)
    assert text.title(week_report(fitted_from([own, failed], exam_code="DEA-C01"))).startswith(title)


def test_a_deadline_that_has_passed_closes_no_retake() -> None:
    """After a fail, "no retake open" is said of the exam's rules alone."""
    failed = ExamOutcome(taken_on=TODAY - timedelta(days=20), exam_code="DEA-C01", is_passed=False)
    report = week_report(fitted_from([failed], exam_code="DEA-C01"))
    late = replace(report.readiness.outlook, days=(), chances=())
    ready = replace(report.readiness, outlook=late, last_day=TODAY - timedelta(days=1))
    assert text.title(replace(report, readiness=ready)) == "Failed on Thu\u00a05\u00a0Nov"
    once = replace(shipped_blueprints()["DEA-C01"], attempt_limit=1)
    assert (
        text.title(week_report(fitted_from([failed], blueprint=once)))
        == "Failed on Thu\u00a05\u00a0Nov · no retake open"
    )


def test_what_the_title_says_is_not_said_again() -> None:
    """With nothing in the file, the check-in begins with one sentence about that."""
    said = terminal_week.week(week_report(fitted_from([], exam_code="AIF-C01")))
    assert said.startswith(
        "AIF-C01, 25 Nov 2026: No practice exam yet, so it is too early to tell your chance of passing.\n"
    )


def test_a_question_in_the_title_ends_it() -> None:
    """No point follows it on the command line, which names the commands for the result."""
    report = week_report(
        fitted_from([plan(exam_on=TODAY - timedelta(days=1), exam_code="AIF-C01")], exam_code="AIF-C01")
    )
    said = terminal_week.week(report)
    assert said.startswith("AIF-C01, 25 Nov 2026: How did it go on Tue 24 Nov? Your planned exam day")
    assert "cutscore import FILE" in said


def test_the_check_in_of_one_of_several_begins_with_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """In print and on the command line, as it is written; a number where names are hidden."""
    report = week_report(fitted_from([]))
    report = replace(report, readiness=replace(report.readiness, candidate="**A** \\b <i>"))
    assert terminal_week.week(report).startswith("**A** \\b <i>, MLS-C01, 25 Nov 2026: No practice exam yet")
    page = weekly_page.page(report).replace("\u00a0", " ")
    assert "<h1>**A** \\b &lt;i&gt;, MLS-C01, 25 Nov 2026: No practice exam yet</h1>" in page
    monkeypatch.setenv(environment.HIDE_NAMES_VARIABLE, "yes")
    monkeypatch.setattr(names, "_NUMBERS", {})
    assert "<title>Candidate 1, MLS-C01, 25\u00a0Nov" in weekly_page.page(report)


def test_the_week_of_a_pass_is_named_by_its_day() -> None:
    """Pages stay on the day of the pass, so that it is neither this week nor the last one."""
    passed = ExamOutcome(taken_on=date(2026, 3, 29), exam_code="AIF-C01", is_passed=True)
    own = plan(exam_code="AIF-C01", starts_on=date(2026, 2, 2), exam_on=passed.taken_on)
    report = week_report(fitted_from([own, passed], exam_code="AIF-C01", as_of=passed.taken_on))
    assert [name for name, _ in text.weeks(report)] == ["Week of 23\u00a0Mar"]


@pytest.mark.parametrize(
    ("today", "name"),
    [
        ("2026-03-28", "This week"),
        ("2026-03-29", "This week, until Sat\u00a028\u00a0Mar"),
        ("2026-03-30", "Last week"),
        ("2026-04-06", "Week of 23\u00a0Mar"),
    ],
)
def test_a_week_is_named_by_the_calendar(today: str, name: str) -> None:
    """The plan's last week ends with its exam day, and is the one whose hours are counted as this week's."""
    day, exam_on = date.fromisoformat(today), date(2026, 3, 28)
    own = plan(exam_code="AIF-C01", starts_on=date(2026, 2, 2), exam_on=exam_on)
    records: list[Record] = [own, session(date(2026, 3, 23), 1.5, domain_id="1")]
    report = week_report(fitted_from(records, exam_code="AIF-C01", as_of=day))
    names = [one for one, _ in text.weeks(report)]
    assert names[-1] == name
    assert (text.hours_value(report) == formatting.hours(1.5)) == name.startswith("This week")
    assert len(set(names)) == len(names)
