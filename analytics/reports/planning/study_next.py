"""What to study next."""

from dataclasses import dataclass
from enum import StrEnum

from analytics.estimation.candidate import FittedCandidate
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.planning.plan_weeks import AUDIT, calendar_weeks
from analytics.reports.planning.proposed_weeks import PlanBasis, WeekParts, part_hours, plan_basis, proposed_weeks


class StudyReason(StrEnum):
    """Why a domain comes next, or why none does."""

    FIXED_BY_HAND = "fixed_by_hand"
    LARGEST_GAP = "largest_gap"
    HOURS_DUE = "hours_due"
    ABOUT_EQUAL = "about_equal"
    NO_EVIDENCE = "no_evidence"
    AUDIT = "audit"
    REVIEW = "review"
    PASSED = "passed"
    RESULT_DUE = "result_due"
    EXAM_CLOSED = "exam_closed"


@dataclass(frozen=True, slots=True)
class StudyNext:
    """What to study next.

    `domain_id` is None if no domain comes before all others; `equal` are then those that may lose most, by expected
    loss. `hours` are this week's for the domain, or for all the week's domains if several are about equal: the middle
    of the plan's range, to the half hour, None if no plan covers the week. `focus` is what the plan's week begins with.
    """

    domain_id: str | None
    hours: float | None
    reason: StudyReason
    equal: tuple[str, ...] = ()
    focus: str | None = None


def study_next(candidate: FittedCandidate) -> StudyNext:
    """Return what a candidate is to study next."""
    return next_of(plan_basis(candidate))


def next_of(basis: PlanBasis) -> StudyNext:
    """Return what to study next: the week's fixed focus, else the domain that certainly loses most.

    If that domain has had its hours since the evidence, it is the one that the plan's week begins with.
    """
    if basis.ended_by is not None:
        return StudyNext(None, None, StudyReason(basis.ended_by.value))
    plan = None if basis.is_after_exam_day else basis.plan
    weeks = () if plan is None else calendar_weeks(plan, basis.as_of)
    week = next((week for week in weeks if week.holds(basis.as_of)), None)
    if week is None or plan is None:
        return _by_gaps(basis)
    hours = round((plan.hours_per_week_low + plan.hours_per_week_high) * week.share) / 2
    if week.number in basis.fixed:
        focus = basis.fixed[week.number]
        domain_id = focus if focus in basis.domain_ids else None
        return StudyNext(domain_id, hours, StudyReason.FIXED_BY_HAND, focus=focus)
    _, parts = next(proposed_weeks(basis, plan, basis.fixed))  # the running week is the first ahead
    return _of_week(basis, parts, hours)


def _by_gaps(basis: PlanBasis) -> StudyNext:
    """Return the domain that certainly loses most."""
    by_loss = sorted(basis.losses.largest, key=lambda k: -basis.losses.shares_of_hours[k])
    equal = tuple(basis.domain_ids[k] for k in by_loss)
    if basis.losses.basis is GapBasis.NOTHING:
        return StudyNext(None, None, StudyReason.NO_EVIDENCE)
    if len(equal) == 1:
        return StudyNext(equal[0], None, StudyReason.LARGEST_GAP)
    return StudyNext(None, None, StudyReason.ABOUT_EQUAL, equal)


def _of_week(basis: PlanBasis, parts: WeekParts, hours: float) -> StudyNext:
    by_focus = part_hours(parts, hours)
    shown = {focus: each for focus, each in by_focus.items() if each} or by_focus
    first, own = next(iter(shown)), {focus: each for focus, each in shown.items() if focus in basis.domain_ids}
    if not own:
        return StudyNext(None, hours, StudyReason.AUDIT if first == AUDIT else StudyReason.REVIEW, focus=first)
    lead, by_gaps = next(iter(own)), _by_gaps(basis)
    if by_gaps.domain_id is None:
        return StudyNext(None, sum(own.values()), by_gaps.reason, by_gaps.equal, lead)
    reason = StudyReason.LARGEST_GAP if lead == by_gaps.domain_id else StudyReason.HOURS_DUE
    return StudyNext(lead, own[lead], reason, focus=lead)
