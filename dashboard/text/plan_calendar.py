"""Texts of the calendar file, which is plain text."""

from enum import StrEnum

from analytics.blueprints.model import ExamBlueprint
from analytics.reports.study.days_ahead import DayAhead, DayPurpose
from analytics.reports.study.plan import PlanReport, PlanWeek
from dashboard import formatting
from dashboard.text import plan as plan_text

PRODUCER = "-//Cutscore//Study plan//EN"


class Content(StrEnum):
    """What goes into the calendar."""

    SESSIONS = "One session per study day"
    WEEKS = "One all-day event per week"


CONTENTS = tuple(Content)


def week(report: PlanReport, exam: ExamBlueprint, shown: PlanWeek) -> str:
    names = formatting.joined([plan_text.focus_name(report, focus) for focus in shown.foci])
    return f"{exam.code}, week {shown.number}: {names}"


def day(report: PlanReport, exam: ExamBlueprint, ahead: DayAhead) -> str:
    if ahead.purpose is DayPurpose.PRACTICE_EXAM:
        return practice(exam)
    if ahead.purpose is DayPurpose.REVIEW:
        return f"{exam.code}: review of earlier weeks"
    return f"{exam.code}: {plan_text.focus_name(report, ahead.focus or '')}"


def practice(exam: ExamBlueprint) -> str:
    return f"{exam.code}: practice exam"


def exam(given: ExamBlueprint) -> str:
    return f"{given.code}: the exam"
