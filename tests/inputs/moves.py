"""Values of what would change the chance of passing."""

from datetime import date

from analytics.models.intervals import Interval
from analytics.reports.decision.what_if import ExamGain, HourGain, WhatIf
from analytics.reports.planning.study_next import StudyNext, StudyReason

HOURS = (
    HourGain("1", "One *x*", Interval(0.002, 0.0, 0.004, 0.8), Interval(0.02, 0.004, 0.04, 0.8)),
    HourGain("2", "Two", Interval(0.001, 0.0, 0.003, 0.8), Interval(0.011, 0.0, 0.03, 0.8)),
)
EXAMS = (
    ExamGain(None, False, Interval(9.9, 9.8, 10.1)),
    ExamGain("A_B", False, Interval(10.6, 10.5, 10.7)),
    ExamGain("A_B", True, Interval(11.2, 11.1, 11.3)),
)
FIRST = StudyNext("1", None, StudyReason.LARGEST_GAP)


def moves_with(
    *,
    hours: tuple[HourGain, ...] = HOURS,
    exams: tuple[ExamGain, ...] = EXAMS,
    half_width: float = 11.9,
    is_week_assumed: bool = False,
) -> WhatIf:
    return WhatIf(date(2026, 12, 30), hours, FIRST, 11.0, is_week_assumed, 50, half_width, exams)
