"""The gap audit: losses by domain, what may be ranked, and the split of the hours."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from analytics.records import TOTAL_DOMAIN, Record
from analytics.reports.study.gap_audit import GapAudit, GapBasis, gap_audit, split_of_hours
from analytics.reports.study.self_ratings import RatingVerdict
from tests.inputs.builders import EXAM, TODAY, candidate_from, plan, practice_exam, rating, session

ONE_EXAM = practice_exam(date(2026, 11, 14), [(6, 13), (10, 16), (18, 23), (6, 13)])


def _audit(folder: Path, records: Iterable[Record], exam_code: str = EXAM) -> GapAudit:
    return gap_audit(candidate_from(folder, records, exam_code=exam_code))


def test_the_losses_of_the_domains_add_to_the_whole(tmp_path: Path) -> None:
    """The expectation of a sum is the sum of expectations; the draws miss it by little."""
    audit = _audit(tmp_path, ONE_EXAM)
    assert_allclose(sum(gap.lost.value for gap in audit.domains), audit.total_lost.value, atol=0.2)
    assert sum(gap.n_exam_items for gap in audit.domains) == audit.n_exam_items == 50


def test_losses_are_those_of_the_planned_exam_day_else_of_today(tmp_path: Path) -> None:
    """A plan's exam day that has passed counts as none."""
    (tmp_path / "a").mkdir()
    ahead = _audit(tmp_path / "a", [*ONE_EXAM, plan(exam_on=date(2027, 1, 9))])
    passed = _audit(tmp_path, [*ONE_EXAM, plan(exam_on=date(2026, 11, 20))])
    assert (ahead.lost_on, passed.lost_on) == (date(2027, 1, 9), TODAY)


def test_from_ratings_only_the_rows_say_so(tmp_path: Path) -> None:
    """A rating of 1 is 35 % right: of 10 questions 6.5 lost, 4.5 to 8. A domain not rated rests on nothing."""
    audit = _audit(tmp_path, [plan(), rating("1", 1)])
    first, second = audit.domains[:2]
    assert (audit.basis, first.basis, second.basis) == (GapBasis.SELF_RATINGS, GapBasis.SELF_RATINGS, GapBasis.NOTHING)
    assert_allclose([first.lost.value, first.lost.low, first.lost.high], [6.5, 4.5, 8.0])
    assert audit.total_lost.low == pytest.approx(sum(gap.lost.low for gap in audit.domains))
    assert [gap.domain_id for gap in audit.unrated] == ["2", "3", "4"]


def test_with_nothing_known_no_domain_is_said_to_cost_most(tmp_path: Path) -> None:
    """The hours then follow the weights."""
    audit = _audit(tmp_path, [plan()])
    assert (audit.basis, audit.has_order) == (GapBasis.NOTHING, False)
    assert_allclose([gap.proposed_share_of_hours for gap in audit.domains], [0.20, 0.24, 0.36, 0.20])


def test_a_domain_that_costs_more_for_certain_is_named(tmp_path: Path) -> None:
    """Two of forty right, again and again, in a third of the exam, against nearly all right elsewhere."""
    bad = [(38, 40), (38, 40), (2, 40), (38, 40)]
    audit = _audit(tmp_path, [r for day in (1, 8, 15, 22) for r in practice_exam(date(2026, 11, day), bad)])
    assert [gap.domain_id for gap in audit.largest] == ["3"]
    assert audit.has_order
    assert audit.most_hours is audit.by_loss[0] is audit.domains[2]


def test_a_rating_is_held_against_the_evidence(tmp_path: Path) -> None:
    """Someone who rates themselves 5 and then gets 2 of 40 right was too sure."""
    counts = [(2, 40), (20, 40), (20, 40), (20, 40)]
    exams = [r for day in (1, 8, 15) for r in practice_exam(date(2026, 11, day), counts)]
    audit = _audit(tmp_path, [*exams, rating("1", 5)])
    view = audit.domains[0].rating_comparison
    assert view is not None
    assert view.verdict is RatingVerdict.TOO_HIGH
    assert view.lost == pytest.approx(1.0)


def test_a_total_alone_says_nothing_of_a_domains_rating(tmp_path: Path) -> None:
    """No question of the domain was answered, as far as is known."""
    total = replace(ONE_EXAM[0], domain_id=TOTAL_DOMAIN, n_items=65, n_correct=20)
    view = _audit(tmp_path, [total, rating("1", 5)]).domains[0].rating_comparison
    assert view is not None
    assert view.verdict is RatingVerdict.CANNOT_TELL


def test_recent_hours_are_those_of_four_weeks_by_domain(tmp_path: Path) -> None:
    """Older ones do not count; those without a domain are told apart and in no part."""
    sessions = [
        session(date(2026, 11, 20), 1.5, domain_id="1"),
        session(date(2026, 11, 21), 0.5, domain_id="2"),
        session(date(2026, 11, 22), 1),
        session(date(2026, 10, 20), 10, domain_id="3"),
    ]
    audit = _audit(tmp_path, [*ONE_EXAM, *sessions])
    assert (audit.recent_hours, audit.recent_hours_without_domain) == (3.0, 1.0)
    assert [gap.recent_hours for gap in audit.domains] == [1.5, 0.5, 0.0, 0.0]
    assert [gap.recent_share_of_hours for gap in audit.domains] == [0.75, 0.25, 0.0, 0.0]


def test_without_hours_or_plan_there_is_no_part_and_no_proposal_in_hours(tmp_path: Path) -> None:
    """The proposed part is still given."""
    gap = _audit(tmp_path, ONE_EXAM).domains[0]
    assert (gap.recent_share_of_hours, gap.proposed_hours) == (None, None)
    assert 0 < gap.proposed_share_of_hours < 1


def test_a_plan_gives_the_proposal_in_hours(tmp_path: Path) -> None:
    """The parts of 10 to 12 hours add to 10 to 12 hours."""
    hours = [gap.proposed_hours for gap in _audit(tmp_path, [*ONE_EXAM, plan()]).domains]
    assert_allclose(np.sum([h for h in hours if h], axis=0), [10, 12])


def test_seen_questions_are_counted(tmp_path: Path) -> None:
    """The evidence says how much of it was seen before."""
    audit = _audit(tmp_path, practice_exam(date(2026, 11, 14), [(6, 13), (10, 16)], n_seen=5))
    assert (audit.n_items, audit.n_items_seen_before, audit.n_practice_exams) == (29, 10, 1)


def test_unpublished_weights_are_equal_and_said_to_be_unpublished(tmp_path: Path) -> None:
    """Eight domains of 57 questions have 7.125 each."""
    audit = _audit(
        tmp_path, practice_exam(date(2026, 11, 14), [(4, 7)] * 8, exam_code="TERRAFORM-004"), "TERRAFORM-004"
    )
    assert not audit.is_weight_published
    assert {gap.n_exam_items for gap in audit.domains} == {57 / 8}
    assert not audit.has_order


@given(st.lists(st.floats(0.01, 40), min_size=1, max_size=10))
def test_the_split_keeps_the_order_and_forgets_none(losses: list[float]) -> None:
    """It adds to 1, never turns an order around, and gives each domain at least 1 in 30."""
    split = split_of_hours(np.array(losses))
    assert split.sum() == pytest.approx(1)
    assert split.min() > 1 / 30
    in_activity_order = split[np.argsort(losses, kind="stable")]
    assert all(less <= more for less, more in pairwise(in_activity_order))


def test_the_split_is_in_proportion_to_the_losses() -> None:
    """Losses of 5, 3 and 2 get 50, 30 and 20 %."""
    assert_allclose(split_of_hours(np.array([5.0, 3.0, 2.0])), [0.5, 0.3, 0.2])
