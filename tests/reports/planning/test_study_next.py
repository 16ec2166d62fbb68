"""What to study next."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.estimation.candidate import fit_candidates
from analytics.estimation.exam_plan import EndedBy
from analytics.records import ExamOutcome, PlannedWeek, Record
from analytics.reports.decision.readiness import readiness_of, readiness_of_all
from analytics.reports.planning import proposed_weeks
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.planning.plan_weeks import AUDIT, REVIEW
from analytics.reports.planning.proposed_weeks import PlanBasis
from analytics.reports.planning.study_next import StudyNext, StudyReason, next_of, study_next
from analytics.reports.study.gap_audit import gap_audit
from analytics.reports.this_week import week_report
from tests.inputs.builders import TODAY, candidate_of, plan, practice_exam, rating, session, store_with
from tests.inputs.plan_bases import MONDAY, NARROW, plan_basis_of
from tests.inputs.sizes import one_in

CLEAR, EQUAL = [50.0, 20.0, 15.0, 15.0], [30.0, 28.0, 26.0, 24.0]


def without_plan(case: PlanBasis) -> PlanBasis:
    return replace(case, plan=None)


def test_the_domain_that_certainly_costs_most_comes_next_with_its_hours() -> None:
    """Half of the questions at risk are half of a week of 7 h, rounded to days; without a plan no hours are known."""
    case = plan_basis_of(CLEAR, half_width=NARROW)
    assert next_of(case) == StudyNext("a", 4.0, StudyReason.LARGEST_GAP, focus="a")
    assert next_of(without_plan(case)) == StudyNext("a", None, StudyReason.LARGEST_GAP)


def test_only_the_running_week_is_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the first round of a long plan is filled."""
    filled: list[list[int]] = []
    two_queues = proposed_weeks._from_two_queues

    def counted(case: PlanBasis, queue: Sequence[int], n_days: Sequence[int]) -> Iterator[dict[str, int]]:
        filled.append(list(n_days))
        return two_queues(case, queue, n_days)

    monkeypatch.setattr(proposed_weeks, "_from_two_queues", counted)
    next_of(plan_basis_of(CLEAR, half_width=NARROW, n_weeks=12))
    assert len(filled) == 1


def test_overlapping_ranges_have_no_first() -> None:
    """They are about equal; the plan begins with one of them all the same."""
    case = plan_basis_of(EQUAL)
    assert next_of(case) == StudyNext(None, 7.0, StudyReason.ABOUT_EQUAL, tuple("abcd"), "a")
    two = plan_basis_of([50, 49, 10, 10], half_width=0.1)
    assert next_of(without_plan(two)) == StudyNext(None, None, StudyReason.ABOUT_EQUAL, ("a", "b"))


def test_of_equal_domains_only_logged_hours_put_another_first_than_the_largest() -> None:
    """They are listed by their losses, as in the gap audit; the first begins the plan until it has had hours."""
    lost, as_of = [4.0, 4, 7, 4, 6, 9, 6, 4], MONDAY + timedelta(weeks=1)
    fresh = next_of(plan_basis_of(lost, as_of=as_of))
    assert (fresh.equal, fresh.focus) == (tuple("fcegabdh"), "f")
    hours = {MONDAY: [0, 0, 0, 0, 0, 4.0, 0, 0]}
    studied = next_of(plan_basis_of(lost, as_of=as_of, hours=hours, last_on=MONDAY + timedelta(days=1)))
    assert (studied.equal, studied.focus) == (fresh.equal, "c")
    hours = {MONDAY + timedelta(days=2): [0, 0, 1.0, 0]}
    begun = next_of(plan_basis_of(EQUAL, as_of=as_of, hours=hours, last_on=MONDAY + timedelta(days=1)))
    assert begun.focus == "c"


@pytest.mark.parametrize(("focus", "domain_id"), [("c", "c"), ("my own words", None), (REVIEW, None)])
def test_a_focus_fixed_by_hand_comes_first(focus: str, domain_id: str | None) -> None:
    """It has all of the week's hours."""
    case = plan_basis_of(CLEAR, half_width=NARROW, fixed={1: focus})
    assert next_of(case) == StudyNext(domain_id, 7.0, StudyReason.FIXED_BY_HAND, focus=focus)


def test_without_evidence_nothing_is_ranked() -> None:
    """The plan goes by the exam's weights, and a week of audit is one."""
    case = plan_basis_of(CLEAR, half_width=NARROW, basis=GapBasis.NOTHING)
    assert next_of(case) == StudyNext(None, 7.0, StudyReason.NO_EVIDENCE, focus="a")
    assert next_of(without_plan(case)) == StudyNext(None, None, StudyReason.NO_EVIDENCE)
    audit = plan_basis_of(EQUAL, basis=GapBasis.SELF_RATINGS, audit_weeks=1, n_weeks=8)
    assert next_of(audit) == StudyNext(None, 7.0, StudyReason.AUDIT, focus=AUDIT)


def test_the_last_days_are_for_review() -> None:
    """In a plan of twelve weeks, all of the last one."""
    case = plan_basis_of(CLEAR, n_weeks=12, half_width=NARROW, as_of=MONDAY + timedelta(weeks=11))
    assert next_of(case) == StudyNext(None, 7.0, StudyReason.REVIEW, focus=REVIEW)


def test_a_part_without_hours_does_not_come_next() -> None:
    """Of three days with half an hour, one is for the domain, and two before the exam are for review."""
    case = plan_basis_of([50.0], as_of=MONDAY + timedelta(weeks=1))
    assert case.plan is not None
    short = replace(case.plan, starts_on=MONDAY - timedelta(days=2), exam_on=MONDAY + timedelta(days=9))
    for hours, found in (
        (1.0, StudyNext(None, 0.5, StudyReason.REVIEW, focus=REVIEW)),
        (0.0, StudyNext("a", 0.0, StudyReason.LARGEST_GAP, focus="a")),
    ):
        own = replace(short, hours_per_week_low=hours, hours_per_week_high=hours)
        assert next_of(replace(case, plan=own)) == found


def test_a_largest_gap_that_has_had_its_hours_gives_way() -> None:
    """20 h since the result are more than its half of all hours up to the exam."""
    case = plan_basis_of(
        CLEAR, half_width=NARROW, as_of=MONDAY + timedelta(weeks=3), hours={MONDAY: [20.0, 0, 0, 0]}, last_on=date.min
    )
    found = next_of(case)
    assert (found.domain_id, found.reason) == ("b", StudyReason.HOURS_DUE)


@pytest.mark.parametrize("hours_a_week", [5.5, 7.0, 8.75, 12.0])
def test_the_hours_are_those_that_the_plan_shows(hours_a_week: float) -> None:
    """They are the domain's part of the week to the half hour, or all of it; the parts add to the week."""
    case = plan_basis_of(CLEAR, half_width=NARROW)
    assert case.plan is not None
    own = replace(case.plan, hours_per_week_low=hours_a_week, hours_per_week_high=hours_a_week)
    answer, (_, parts) = next_of(replace(case, plan=own)), next(proposed_weeks.proposed_weeks(case, own, {}))
    shown = proposed_weeks.part_hours(parts, hours_a_week)
    assert answer.hours == shown[answer.domain_id or ""]
    by_hand = next_of(replace(case, plan=replace(own, weeks=(PlannedWeek(1, REVIEW),))))
    assert sum(shown.values()) == by_hand.hours == round(2 * hours_a_week) / 2


def test_no_week_of_the_plan_is_running() -> None:
    """Before its start and after its end no hours are known; after a pass there is nothing to study."""
    case = plan_basis_of(CLEAR, half_width=NARROW, as_of=MONDAY - timedelta(days=8))
    assert (
        next_of(case) == next_of(replace(case, is_after_exam_day=True)) == StudyNext("a", None, StudyReason.LARGEST_GAP)
    )
    assert next_of(replace(case, ended_by=EndedBy.PASSED)) == StudyNext(None, None, StudyReason.PASSED)


EXAM = practice_exam(TODAY - timedelta(days=2), [(5, 40), (38, 40), (38, 40), (38, 40)])
OWN = plan(starts_on=TODAY - timedelta(weeks=3), exam_on=TODAY + timedelta(weeks=3))
PEOPLE: dict[str, list[Record]] = {
    "plan": [OWN, *EXAM, session(TODAY, 3.0, domain_id="1")],
    "fixed": [replace(OWN, weeks=(PlannedWeek(4, "3"),)), *EXAM],
    "rated": [OWN, rating("2", 1), rating("3", 5)],
    "nothing": [OWN],
    "alone": [*EXAM],
    "passed": [OWN, *EXAM, ExamOutcome(taken_on=TODAY, exam_code="MLS-C01", is_passed=True)],
}


@pytest.mark.parametrize("records", one_in(3, PEOPLE.values()), ids=PEOPLE)
def test_every_report_has_the_same_answer(records: list[Record], tmp_path: Path) -> None:
    """One person's pages, and the same person among many, agree."""
    store = store_with(tmp_path, records)
    candidate = candidate_of(store)
    answer = study_next(candidate)
    week = week_report(candidate)
    (among,) = readiness_of_all(
        fit_candidates(store, candidate.blueprint, ["me"], TODAY),
        exam_days={"me": candidate.exam_on} if candidate.exam_on else {},
    )
    others = [gap_audit(candidate).study_next, week.readiness.study_next]
    later = readiness_of(candidate, TODAY + timedelta(days=50)).study_next
    assert [answer] * 5 == [*others, week.hours.audit.study_next, later, among.study_next]
