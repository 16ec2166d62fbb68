"""Texts of the real exam's result."""

from dataclasses import replace
from datetime import timedelta

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.attempts import Attempt
from analytics.models.intervals import Interval
from analytics.records import ExamOutcome, Record
from analytics.reports.outcomes.exam_day import ExamConditions, ExamDayReport, exam_day_report
from analytics.reports.outcomes.scored_outcomes import DomainOutcome
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.study.final_week import final_week_report
from analytics.reports.study.gap_audit import gap_audit
from analytics.reports.this_week import PreparationState, preparation_state
from dashboard import formatting
from dashboard.text import common
from dashboard.text import exam_day as text
from tests.inputs.builders import EXAM, TODAY, fitted_from, total_of


@pytest.fixture(scope="module")
def report() -> ExamDayReport:
    """Return a failed attempt without domains, the day after a practice exam."""
    failed = ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=False)
    rows: list[Record] = [total_of(TODAY - timedelta(days=1), 45, 65), failed]
    return exam_day_report(fitted_from(rows))


@pytest.mark.parametrize(
    ("exam_code", "expected"),
    [
        ("PMP", "2 breaks of 10 minutes"),
        ("CISSP", "not allowed"),
        ("CISSP", "at most 4 in 365 days"),
        ("MLS-C01", "no limit published"),
        ("CFA-L1", "at most 6"),
    ],
)
def test_the_exams_own_rules_are_listed(exam_code: str, expected: str) -> None:
    """Breaks, review and attempts as in its blueprint."""
    assert expected in map(formatting.unescaped, text.details(shipped_blueprints()[exam_code]).values())


def test_a_pass_of_an_earlier_preparation_is_not_the_exam_day_s_answer() -> None:
    """It is on record, but a candidate who prepares again has no exam day yet, and may enter a new result."""
    passed = ExamOutcome(taken_on=TODAY - timedelta(days=700), exam_code=EXAM, is_passed=True)
    candidate = fitted_from([total_of(TODAY - timedelta(days=1), 45, 65), passed])
    report = exam_day_report(candidate)
    assert (len(report.all_attempts), preparation_state(candidate)) == (1, PreparationState.UNDER_WAY)
    assert text.headline(report, final_week_report(candidate)) == "No exam day planned yet"
    assert text.sentence(report) == common.STEP_EXAM_DAY
    assert not text.is_day_over(report)


@pytest.mark.parametrize(("n", "subject"), [(1, "1 of 1 practice exam was"), (2, "2 of 2 practice exams were")])
def test_practice_exams_like_the_real_one_are_counted(report: ExamDayReport, n: int, subject: str) -> None:
    exam = ExamConditions("p1", TODAY, is_timed=True, is_closed_book=True, place="", is_like_real=True)
    same = replace(report, practice_exams=(exam,) * n)
    assert text.like_real(same) == f"{subject} recorded as timed and closed-book, like the real one."


def test_the_conditions_of_an_open_book_exam_name_no_books(report: ExamDayReport) -> None:
    """Its practice exams are like it if they were timed."""
    exam = replace(report.planned.blueprint, is_open_book=True)
    opened = replace(report, planned=replace(report.planned, blueprint=exam))
    assert text.real_row(report)["Closed-book"].startswith("yes")
    assert text.real_row(opened)["Closed-book"] == "no"
    none = "0 of 1 practice exam was recorded as timed, like the real one."
    assert text.like_real(opened) == none


def test_a_failed_attempt_is_named(report: ExamDayReport) -> None:
    """A failed attempt is named, without the audit if the result names no domain."""
    (entry,) = report.scored_outcomes
    assert text.result_and_chance(entry, report.planned.blueprint).startswith(
        "On Wed\u00a025\u00a0Nov you did not pass. The day before"
    )
    assert text.first_audit(entry) == "Your result names no domains, so it can't be compared with the first audit."


def test_a_result_of_an_exam_with_section_minimums_is_not_judged_by_its_total(report: ExamDayReport) -> None:
    (entry,) = report.scored_outcomes
    exam = replace(report.planned.blueprint, is_compensatory=False)
    assert "%), counting only the total." in text.result_and_chance(entry, exam)
    failed = Attempt(TODAY, is_passed=False, scaled_score=760)
    assert text.score_sentence(failed, exam).endswith(" to pass, and each section's minimum.")


def test_the_first_audit_is_compared_with_the_result(report: ExamDayReport) -> None:
    """One domain that costs most has the result's word or is not rated; overlapping ones are named and not ranked."""
    (entry,) = report.scored_outcomes
    some = Interval(5, 3, 7)
    first, second, third = gap_audit(fitted_from([])).domains[:3]
    rated = DomainOutcome(first.domain_id, first.name, some, "low", some, some)
    one = replace(entry, domains=(rated,), audit_largest=(first,), audit_basis=GapBasis.SELF_RATINGS)
    assert text.first_audit(one).endswith(f"expected you to miss most in {first.name}; your result says: low.")
    assert f"based on your own ratings up to {formatting.day(one.audit_on)}," in text.first_audit(one)
    other = text.first_audit(replace(one, audit_largest=(second,), audit_basis=GapBasis.PRACTICE_EXAMS))
    assert "based on your first results up to" in other
    assert other.endswith(f"expected you to miss most in {second.name}; your result does not rate it.")
    open_one = text.first_audit(replace(one, audit_largest=(first, second, third)))
    assert f"the ranges of {first.name}, {second.name} and {third.name} overlap." in open_one
    assert "low" not in open_one
