"""What plans are based on, in few words: losses with ranges, and hours."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from analytics.estimation.study_hours import StudyHours
from analytics.models.intervals import Interval
from analytics.records import PlannedWeek, StudyPlan
from analytics.reports.planning.expected_losses import ExpectedLosses, GapBasis
from analytics.reports.planning.proposed_weeks import PlanBasis

MONDAY = date(2026, 10, 5)
WIDE, NARROW = 1.0, 0.01


def plan_basis_of(
    lost: Sequence[float],
    *,
    n_weeks: int = 5,
    basis: GapBasis = GapBasis.PRACTICE_EXAMS,
    half_width: float = WIDE,
    audit_weeks: int = 0,
    fixed: Mapping[int, str] | None = None,
    as_of: date = MONDAY,
    hours: Mapping[date, Sequence[float]] | None = None,
    last_on: date | None = None,
) -> PlanBasis:
    """Make a plan's basis of 7 hours a week up to a Sunday, with ranges as wide as a part of each loss."""
    plan = StudyPlan(
        exam_code="X",
        starts_on=MONDAY,
        exam_on=MONDAY + timedelta(days=7 * n_weeks - 1),
        hours_per_week_low=7,
        hours_per_week_high=7,
        audit_weeks=audit_weeks,
        weeks=tuple(PlannedWeek(number, focus) for number, focus in (fixed or {}).items()),
    )
    ranges = tuple(Interval(x, x * (1 - half_width), x * (1 + half_width)) for x in lost)
    log = StudyHours(
        np.array([float(day.toordinal()) for day in hours or {}]),
        np.array([own[: len(lost)] for own in (hours or {}).values()]).reshape(-1, len(lost)),
    )
    return PlanBasis(
        as_of=as_of,
        domain_ids=tuple("abcdefgh"[: len(lost)]),
        plan=plan,
        is_after_exam_day=False,
        ended_by=None,
        losses=ExpectedLosses(basis, ranges, last_on),
        hours=log,
    )
