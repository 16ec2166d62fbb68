"""Templates of the canonical files, with one example row each.

The rows are records and are written like an export, so a template always has the columns that an
import reads.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone

from analytics.exports.canonical import plan_text, table_text
from analytics.records import (
    Activity,
    CardReview,
    CheckIn,
    Confidence,
    DomainResult,
    ErrorCause,
    ExamOutcome,
    ItemResponse,
    LabKind,
    PlannedSession,
    PlannedWeek,
    Record,
    SelfRating,
    StudyPlan,
    StudySession,
)

_EXAM = "AIF-C01"
_DAY = date(2026, 3, 7)
_MORNING = datetime(2026, 3, 7, 9, 30, tzinfo=timezone(timedelta(hours=1)))

EXAMPLES: tuple[Record, ...] = (
    DomainResult(
        practice_exam_id="first-exam",
        taken_at=_DAY,
        exam_code=_EXAM,
        provider="Provider name",
        form="Set 1",
        sitting=1,
        is_timed=True,
        is_closed_book=True,
        place="home",
        duration_min=80,
        domain_id="1",
        n_items=13,
        n_correct=9,
        n_seen_before=2,
        n_correct_seen_before=2,
    ),
    ItemResponse(
        practice_exam_id="second-exam",
        response_key="item:set-2-question-1",
        taken_at=_DAY,
        exam_code=_EXAM,
        provider="Provider name",
        form="Set 2",
        sitting=1,
        is_timed=True,
        is_closed_book=True,
        position=1,
        item_id="set-2-question-1",
        domain_id="1",
        task_id="1.1",
        services="Amazon SageMaker AI",
        is_correct=False,
        response_time_s=75,
        is_flagged=True,
        is_revisited=False,
        confidence=Confidence.UNSURE,
        error_cause=ErrorCause.MISREAD,
        chosen="B",
        correct_answer="C",
    ),
    StudySession(
        session_key="",
        started_at=_MORNING,
        time_on_task_min=50,
        activity=Activity.LAB,
        exam_code=_EXAM,
        domain_id="1",
        task_id="1.1",
        resource="official documentation",
        is_new_material=True,
        lab_kind=LabKind.GUIDED,
        n_errors_met=2,
        cost=1.5,
        currency="USD",
        note="first lab",
        source_id="my-timer-1",
    ),
    SelfRating(rated_on=_DAY, exam_code=_EXAM, domain_id="1", task_id="1.1", rating=3, note="how sure I am"),
    ExamOutcome(
        taken_on=_DAY, exam_code=_EXAM, scaled_score=742, is_passed=True, domain_id="1", classification="meets"
    ),
    CheckIn(on=_DAY, sleep_h=7.5, exercise_min=30, evening_screen_min=45, note="a calm day"),
    StudyPlan(
        exam_code=_EXAM,
        starts_on=_DAY,
        exam_on=_DAY + timedelta(weeks=14),
        hours_per_week_low=8,
        hours_per_week_high=10,
        audit_weeks=1,
        review_weekday="sunday",
        first_practice_exam_week=2,
        lab_budget=50,
        rest_weekdays=("saturday",),
        minutes_per_item=1.2,
        last_practice_exam_days=3,
        activity_share={"reading": 0.3, "lab": 0.3, "practice": 0.4},
        weeks=(PlannedWeek(1, "1"), PlannedWeek(2, "2")),
    ),
    PlannedSession(
        planned_key="my-calendar-1",
        starts_at=_MORNING + timedelta(days=1),
        duration_min=45,
        activity=Activity.READING,
        domain_id="1",
        task_id="1.1",
        title="Evening reading",
        source_id="my-calendar-1",
    ),
    CardReview(
        review_id="my-cards-1",
        reviewed_at=_MORNING,
        rating=3,
        response_time_s=8,
        deck="AI basics",
        domain_id="1",
        task_id="1.1",
    ),
)
"""One record of each kind, with every field filled."""


def templates() -> Mapping[str, str]:
    """Return the text of each template by file name."""
    return dict(_template(example) for example in EXAMPLES)


def _template(example: Record) -> tuple[str, str]:
    if isinstance(example, StudyPlan):
        return f"{example.TABLE}.toml", plan_text(example)
    return f"{example.TABLE}.csv", table_text(type(example), [example])
