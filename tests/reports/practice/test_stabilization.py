"""Whether scores have stabilized."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from numpy.testing import assert_allclose

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.model_fit import share_intervals
from analytics.models.intervals import wilson
from analytics.models.stability import BAND_PERCENT, StabilityVerdict
from analytics.records import Record
from analytics.reports.decision.verdict import StabilityGap, StatementVerdict, Verdict
from analytics.reports.practice.stabilization import StabilizationReport, stabilization_report
from tests.inputs.builders import EXAM, TODAY, fitted_from, plan, practice_exam

COUNTS = [(9, 13), (11, 16), (16, 23), (9, 13)]


OPEN = replace(shipped_blueprints()[EXAM], listed_status=ExamStatus.ACTIVE, last_day=None)


def candidate_of(
    records: Iterable[Record], *, exam_code: str = EXAM, blueprint: ExamBlueprint | None = None
) -> FittedCandidate:
    return fitted_from([plan(exam_code="OTHER"), *records], exam_code=exam_code, blueprint=blueprint)


def report_of(records: Iterable[Record]) -> StabilizationReport:
    return stabilization_report(candidate_of(records))


def sat(days_ago: int, counts: list[tuple[int, int]] = COUNTS, *, provider: str | None = "Provider A") -> list[Record]:
    """Make a practice exam some days ago."""
    return [*practice_exam(TODAY - timedelta(days=days_ago), counts, provider=provider)]


def steady(n: int, counts: list[tuple[int, int]] = COUNTS) -> list[Record]:
    """Make two practice exams a week of the same result, from two providers."""
    return [row for k in range(n) for row in sat(3 * k + 1, counts, provider=("Provider A", "Provider B")[k % 2])]


def test_without_a_practice_exam_there_is_one_day_and_no_statement() -> None:
    """The path is the prior on one day, and everything is missing."""
    report = report_of([])
    assert [point.day for point in report.path] == [TODAY]
    assert (report.practice_exams, report.next_forecast, report.seen_effects) == ((), None, ())
    assert report.readiness.stability.gaps == tuple(StabilityGap)
    assert report.readiness.inflation is None


def test_the_path_goes_from_the_first_exam_to_today() -> None:
    """It has the first day, then weekly days that end today."""
    report = report_of([*sat(17), *sat(2)])
    assert [(TODAY - point.day).days for point in report.path] == [17, 14, 7, 0]
    even = report_of(sat(14))
    assert [(TODAY - point.day).days for point in even.path] == [14, 7, 0]


def test_the_expected_score_is_the_domains_mixed_by_weight() -> None:
    """The path ends where quadrature by domain and the blueprint's weights put it."""
    candidate = candidate_of(steady(6))
    form = candidate.fitted.form
    mean, covariance = (part[0] for part in candidate.fitted.abilities_on([TODAY]).on(0))
    shares = [share.value for share in share_intervals(mean, covariance.diagonal(), form.guess_floor)]
    expected = sum(weight * share for weight, share in zip(form.shares, shares, strict=True))
    assert_allclose(stabilization_report(candidate).now.value, expected, atol=0.002)


def test_the_band_lies_around_today_over_three_weeks() -> None:
    """It is the statement's band, from the window's first day on, within 0 and 1."""
    report = report_of(steady(3))
    assert report.window_start == TODAY - timedelta(weeks=3)
    assert_allclose([report.now.value - report.band_low, report.band_high - report.now.value], [BAND_PERCENT / 100] * 2)
    assert report_of(steady(16, [(50, 50)] * 4)).band_high == 1.0


@pytest.mark.parametrize(
    ("records", "gaps"),
    [
        (sat(30) + sat(2), (StabilityGap.TOO_FEW_EXAMS,)),
        (sat(60) + sat(50) + sat(40), (StabilityGap.NONE_IN_WINDOW,)),
        (sat(9) + sat(5) + sat(2), (StabilityGap.NONE_BEFORE_WINDOW,)),
        (sat(40) + sat(21) + sat(2), ()),
        (sat(21) + sat(20) + sat(2), ()),
    ],
)
def test_what_is_missing_for_a_statement_is_named(records: list[Record], gaps: tuple[StabilityGap, ...]) -> None:
    """It takes three exams, one within the window and one on its first day or before."""
    report = report_of(records)
    assert report.readiness.stability.gaps == gaps
    if gaps:
        assert report.readiness.stability.verdict is StabilityVerdict.CANNOT_TELL


def stable_reports() -> tuple[StabilizationReport, StabilizationReport]:
    """Return a score that is stable far below the cut, and one far above, for an exam that can be taken."""
    low, high = ([(7, 13), (8, 16), (12, 23), (7, 13)], [(12, 13), (15, 16), (21, 23), (12, 13)])
    reports = [stabilization_report(candidate_of(steady(16, one), blueprint=OPEN)) for one in (low, high)]
    assert {report.readiness.stability.verdict for report in reports} == {StabilityVerdict.STABLE}
    return reports[0], reports[1]


def test_a_long_record_of_the_same_result_is_stable_and_low() -> None:
    """Only if it is stable far below the cut."""
    low, high = stable_reports()
    assert (low.readiness.verdict, low.readiness.ready) == (Verdict.WAIT, StatementVerdict.NO)
    assert low.is_stable_and_low
    assert not high.is_stable_and_low


def test_another_method_is_advised_only_where_book_or_wait_advises_to_wait_and_waiting_alone_is_not_enough() -> None:
    """Not if the candidate's costs say to book, a later week reaches the target, or the exam is over or retired."""
    low, _ = stable_reports()
    ready, chances = low.readiness, low.readiness.outlook.chances
    others = (
        replace(ready, verdict=Verdict.BOOK),
        replace(ready, verdict=Verdict.EXAM_RETIRED),
        replace(ready, awaited_result_on=TODAY),
        replace(ready, outlook=replace(ready.outlook, chances=(*chances[:-1], 0.9))),
    )
    assert [replace(low, readiness=other).is_stable_and_low for other in others] == [False] * 4


def test_a_pair_needs_new_and_seen_questions_of_one_provider() -> None:
    """Raw shares are pooled by provider; a provider with one kind has no pair."""
    seen = [replace(row, n_seen_before=row.n_items, n_correct=row.n_items) for row in practice_exam(TODAY, COUNTS)]
    report = report_of([*sat(9), *sat(5), *sat(2, provider="Provider B"), *seen])
    (gap,) = report.seen_effects
    assert (gap.provider, gap.n_new, gap.n_seen) == ("Provider A", 130, 65)
    assert (gap.new, gap.seen) == (wilson(90, 130), wilson(65, 65))
    assert report.readiness.inflation is not None


def test_later_exams_are_hidden() -> None:
    """Later exams do not change the report."""
    early = stabilization_report(fitted_from([*sat(9), *sat(2)], as_of=date(2026, 11, 20)))
    assert len(early.practice_exams) == 1
