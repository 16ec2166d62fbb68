"""The gap audit: losses by domain, their ranks, and the split of hours."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from analytics.models.intervals import Floats, Interval
from analytics.records import TOTAL_DOMAIN, ExamOutcome, Record
from analytics.reports.planning.expected_losses import ExpectedLosses, GapBasis
from analytics.reports.planning.self_ratings import RatingVerdict
from analytics.reports.study.gap_audit import GapAudit, gap_audit
from tests.inputs.builders import EXAM, OPEN_EXAM, TODAY, fitted_from, plan, practice_exam, rating, session

ONE_EXAM = practice_exam(date(2026, 11, 14), [(6, 13), (10, 16), (18, 23), (6, 13)])


def _audit(records: Iterable[Record], exam_code: str = EXAM) -> GapAudit:
    return gap_audit(fitted_from(records, exam_code=exam_code))


def test_the_losses_of_the_domains_add_to_the_whole() -> None:
    """The expectation of a sum is the sum of expectations, up to the error of the draws."""
    audit = _audit(ONE_EXAM)
    assert_allclose(sum(gap.lost.value for gap in audit.domains), audit.total_lost.value, atol=0.2)
    assert sum(gap.n_exam_items for gap in audit.domains) == audit.n_exam_items == 50


def test_losses_are_those_of_the_planned_exam_day_else_of_today() -> None:
    """A planned exam day that has passed does not count."""
    ahead = _audit([*ONE_EXAM, plan(exam_on=date(2027, 1, 9))])
    passed = _audit([*ONE_EXAM, plan(exam_on=date(2026, 11, 20))])
    assert (ahead.lost_on, passed.lost_on) == (date(2027, 1, 9), TODAY)


def test_losses_can_rest_on_ratings_alone() -> None:
    """A rating of 1 is 35 % correct: of 10 questions 6.5 are lost, 4.5 to 8. An unrated domain has no basis."""
    audit = _audit([plan(), rating("1", 1)])
    first, second = audit.domains[:2]
    assert (audit.basis, first.basis, second.basis) == (GapBasis.SELF_RATINGS, GapBasis.SELF_RATINGS, GapBasis.NOTHING)
    assert_allclose([first.lost.value, first.lost.low, first.lost.high], [6.5, 4.5, 8.0])
    assert audit.total_lost.low == pytest.approx(sum(gap.lost.low for gap in audit.domains))
    assert [gap.domain_id for gap in audit.unrated] == ["2", "3", "4"]


def test_without_evidence_no_domain_is_first() -> None:
    """The hours follow the weights."""
    audit = _audit([plan()])
    assert (audit.basis, audit.has_order) == (GapBasis.NOTHING, False)
    assert_allclose([gap.proposed_share_of_hours for gap in audit.domains], [0.20, 0.24, 0.36, 0.20])


def test_a_domain_that_costs_more_for_certain_is_named() -> None:
    """Two of forty correct, repeatedly, in a third of the exam, against nearly all elsewhere."""
    bad = [(38, 40), (38, 40), (2, 40), (38, 40)]
    audit = _audit([r for day in (1, 8, 15, 22) for r in practice_exam(date(2026, 11, day), bad)])
    assert [gap.domain_id for gap in audit.largest] == ["3"]
    assert audit.has_order
    assert audit.by_loss[0] is audit.domains[2]


def test_a_rating_is_compared_with_the_evidence() -> None:
    """A rating of 5 followed by 2 of 40 correct was too high."""
    counts = [(2, 40), (20, 40), (20, 40), (20, 40)]
    exams = [r for day in (1, 8, 15) for r in practice_exam(date(2026, 11, day), counts)]
    audit = _audit([*exams, rating("1", 5)])
    view = audit.domains[0].rating_comparison
    assert view is not None
    assert view.verdict is RatingVerdict.TOO_HIGH
    assert view.lost == pytest.approx(1.0)


def test_a_total_is_no_evidence_for_a_rating() -> None:
    """An exam known only by its total does not count for a domain."""
    total = replace(ONE_EXAM[0], domain_id=TOTAL_DOMAIN, n_items=65, n_correct=20)
    view = _audit([total, rating("1", 5)]).domains[0].rating_comparison
    assert view is not None
    assert view.verdict is RatingVerdict.CANNOT_TELL


def test_recent_hours_are_those_of_four_weeks_by_domain() -> None:
    """Hours without a domain are separate, and older ones do not count."""
    sessions = [
        session(date(2026, 11, 20), 1.5, domain_id="1"),
        session(date(2026, 11, 21), 0.5, domain_id="2"),
        session(date(2026, 11, 22), 1),
        session(date(2026, 10, 20), 10, domain_id="3"),
    ]
    audit = _audit([*ONE_EXAM, *sessions])
    assert (audit.recent_hours, audit.recent_hours_without_domain) == (3.0, 1.0)
    assert [gap.recent_hours for gap in audit.domains] == [1.5, 0.5, 0.0, 0.0]
    assert [gap.recent_share_of_hours for gap in audit.domains] == [0.75, 0.25, 0.0, 0.0]


def test_without_hours_or_plan_there_is_no_part_and_no_proposal_in_hours() -> None:
    """The proposed share is given anyway."""
    gap = _audit(ONE_EXAM).domains[0]
    assert (gap.recent_share_of_hours, gap.proposed_hours) == (None, None)
    assert 0 < gap.proposed_share_of_hours < 1


def test_a_plan_gives_the_proposal_in_hours() -> None:
    """The domains' ranges are whole half hours, and yet add to the plan's 10 to 12 hours; none runs backwards."""
    hours = np.array([gap.proposed_hours for gap in _audit([*ONE_EXAM, plan()]).domains])
    assert hours.sum(axis=0).tolist() == [10, 12]
    assert not (2 * hours % 1).any() and (hours[:, 0] <= hours[:, 1]).all()


def test_both_ends_of_proposed_hours_are_the_share_to_the_half_hour() -> None:
    """The upper end is split as a whole, not only the hours that it adds to the lower one."""
    weekly = (3.5, 4.5)
    own = replace(plan(), hours_per_week_low=weekly[0], hours_per_week_high=weekly[1])
    for gap in _audit([*ONE_EXAM, own]).domains:
        assert_allclose(gap.proposed_hours or (), [gap.proposed_share_of_hours * hours for hours in weekly], atol=0.5)


def test_a_pass_leaves_nothing_to_study() -> None:
    """Nor does an exam whose result is due."""
    passed = ExamOutcome(taken_on=TODAY, exam_code=EXAM, is_passed=True)
    rows: list[Record] = [*practice_exam(TODAY, [(8, 13)] * 4)]
    due = plan(exam_on=TODAY)
    assert [_audit(own).has_ended for own in (rows, [*rows, passed], [*rows, due])] == [False, True, True]


def test_the_last_score_report_names_its_weak_domains() -> None:
    """Those of the last failed attempt, in blueprint order; a score report without one, or of before, names none."""
    words = {30: {"1": "Needs Improvement"}, 9: {"4": "needs improvement", "2": "Below", "3": "Meets Competencies"}}
    fails = {
        days: [ExamOutcome(exam_code=EXAM, taken_on=TODAY - timedelta(days=days), is_passed=False)] for days in (30, 9)
    }
    for days, own in words.items():
        whole = fails[days][0]
        fails[days] += [replace(whole, domain_id=each, classification=word) for each, word in own.items()]
    rows: list[Record] = [*practice_exam(TODAY - timedelta(days=40), [(8, 13)] * 4)]
    audit, before = _audit([*rows, *fails[30], *fails[9]]), _audit(rows)
    by_id = {gap.domain_id: gap.name for gap in audit.domains}
    assert (audit.failed_on, audit.reported_weak) == (TODAY - timedelta(days=9), (by_id["2"], by_id["4"]))
    assert (before.failed_on, before.reported_weak) == (None, ())
    assert _audit([*rows, *fails[30], fails[9][0]]).reported_weak == ()


def test_a_closed_exam_is_reported() -> None:
    """On its last day it is still open."""
    records = practice_exam(TODAY, [(7, 10)] * 4)
    closing = [replace(OPEN_EXAM, last_day=TODAY - timedelta(days=days)) for days in (0, 1)]
    assert [gap_audit(fitted_from(records, blueprint=exam)).is_closed for exam in closing] == [False, True]


def test_seen_questions_are_counted() -> None:
    """The audit counts how many of its questions were seen before."""
    audit = _audit(practice_exam(date(2026, 11, 14), [(6, 13), (10, 16)], n_seen=5))
    assert (audit.counts.n_items, audit.counts.n_seen, audit.counts.n_exams) == (29, 10, 1)


def test_unpublished_weights_are_equal() -> None:
    """Eight domains of 57 questions have 7.125 each."""
    audit = _audit(practice_exam(date(2026, 11, 14), [(4, 7)] * 8, exam_code="TERRAFORM-004"), "TERRAFORM-004")
    assert not audit.is_weight_published
    assert {gap.n_exam_items for gap in audit.domains} == {57 / 8}
    assert not audit.has_order


def shares_of_hours(losses: list[float]) -> Floats:
    """Return the shares for losses that are known exactly."""
    return ExpectedLosses(GapBasis.PRACTICE_EXAMS, tuple(Interval(n, n, n) for n in losses), TODAY).shares_of_hours


@given(st.lists(st.floats(0.01, 40), min_size=1, max_size=10))
def test_the_split_keeps_the_order_and_forgets_none(losses: list[float]) -> None:
    """It adds to 1, keeps the order, and gives each domain at least 1 in 30."""
    split = shares_of_hours(losses)
    assert split.sum() == pytest.approx(1)
    assert split.min() > 1 / 30
    in_activity_order = split[np.argsort(losses, kind="stable")]
    assert all(less <= more for less, more in pairwise(in_activity_order))


def test_the_split_is_in_proportion_to_the_losses() -> None:
    """Losses of 5, 3 and 2 get 50, 30 and 20 %."""
    assert_allclose(shares_of_hours([5.0, 3.0, 2.0]), [0.5, 0.3, 0.2])


def test_the_split_of_many_domains_still_follows_the_losses() -> None:
    """A least share of a 20th would make all of twenty equal; the largest gap gets four times the smallest."""
    split = shares_of_hours([8.0, *[4.0] * 18, 1.0])
    assert_allclose(split[[0, 1]] * 81, [8.0, 4.0], rtol=0.02)
    assert split[0] / split[-1] == pytest.approx(4, rel=0.02)


def test_what_is_not_asked_gets_no_hours() -> None:
    """A domain may have a weight of 0."""
    assert_allclose(shares_of_hours([5.0, 0.0]), [1.0, 0.0])
