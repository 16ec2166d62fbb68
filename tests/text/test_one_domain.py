"""What is said of an exam that is one domain, which no other domain stands beside."""

from dataclasses import replace
from datetime import timedelta

import pytest

from analytics.blueprints.custom import CustomDomain, CustomExam, exam_text
from analytics.blueprints.parser import parse_blueprint
from analytics.records import TOTAL_DOMAIN, ExamOutcome
from analytics.reports.outcomes.exam_day import exam_day_report
from analytics.reports.this_week import WeekReport, week_report
from dashboard.text import audit, exam_card, exam_day, study_next, verdicts
from dashboard.text import week as week_text
from dashboard.text.shapes import table_rows
from tests.inputs.builders import TODAY, fitted_from, plan, practice_exam, session

CODE = "ONE-1"
EXAM = parse_blueprint(
    exam_text(
        CustomExam(
            code=CODE,
            name="One",
            n_questions=40,
            duration_min=60,
            pass_percent=70,
            domains=[CustomDomain("Everything", 100)],
        )
    ),
    file="one.toml",
)


@pytest.fixture(scope="module")
def week() -> WeekReport:
    exams = [row for age in (30, 10) for row in practice_exam(TODAY - timedelta(days=age), [(26, 40)], exam_code=CODE)]
    own = plan(exam_code=CODE, exam_on=TODAY + timedelta(days=24))
    (only,) = EXAM.domain_ids
    return week_report(fitted_from([own, *exams, session(TODAY, 2.0, domain_id=only)], blueprint=EXAM))


def test_it_is_neither_first_nor_equal(week: WeekReport) -> None:
    """It costs no more than any other, and got no part of the hours."""
    gaps, names = week.hours.audit, week.plan.domain_names
    assert audit.sentence(gaps).startswith("This is the estimate for an exam on")
    assert study_next.sentence(week.readiness.study_next, names) == (
        "Study next: Everything, about 11\u00a0h this week."
    )
    assert week_text.last_exam(week).endswith("since the practice exam of Sun\u00a015\u00a0Nov.")


def test_its_weight_is_the_whole(week: WeekReport) -> None:
    """A published weight is no estimate, which is never 100 %."""
    (gap,) = week.hours.audit.domains
    assert table_rows(exam_card.DOMAIN_COLUMNS, EXAM.domains)[0]["Weight"] == "100\u00a0%"
    assert audit.rated_domain(EXAM.domains[0]).endswith(" · 100\u00a0% of the exam")
    assert table_rows(audit.DOMAIN_COLUMNS, [gap])[0]["Domain"] == "Everything, 100\u00a0%"
    assert table_rows(audit.HOURS_COLUMNS, [gap])[0]["Recommended per week"].startswith("100\u00a0%, 10")


def test_its_result_is_not_compared_with_an_order() -> None:
    """The first audit expected most questions missed in it, of course."""
    exam = practice_exam(TODAY - timedelta(days=10), [(26, 40)], exam_code=CODE)
    failed = ExamOutcome(taken_on=TODAY, exam_code=CODE, is_passed=False)
    of_domain = replace(failed, domain_id=EXAM.domain_ids[0], classification="low")
    (entry,) = exam_day_report(fitted_from([*exam, failed, of_domain], blueprint=EXAM)).scored_outcomes
    assert exam_day.first_audit(entry) == ""


def test_studying_it_is_studying_more(week: WeekReport) -> None:
    """What helps does not name the only domain."""
    assert ": study more, or change" in verdicts.what_helps(week.readiness)


def test_a_total_is_the_result_of_the_only_domain(week: WeekReport) -> None:
    """What is only known in total says as much as a result by domain."""
    exams = [practice_exam(TODAY - timedelta(days=age), [(26, 40)], exam_code=CODE) for age in (30, 10)]
    totals = [replace(row, domain_id=TOTAL_DOMAIN) for exam in exams for row in exam]
    own = plan(exam_code=CODE, exam_on=TODAY + timedelta(days=24))
    (only,) = EXAM.domain_ids
    in_total = week_report(fitted_from([own, *totals, session(TODAY, 2.0, domain_id=only)], blueprint=EXAM))
    assert in_total.readiness.domains == week.readiness.domains
    assert week_text.last_exam(in_total) == week_text.last_exam(week)
