"""A candidate's study plan for an exam, its exam day, and the day that is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.attempts import Attempts, read_attempts
from analytics.estimation.open_days import closed_on
from analytics.records import StudyPlan
from analytics.store import Rows, Store

ExamEnds: TypeAlias = Sequence[Mapping[str, str | date]]
"""The candidates for whom an exam is over, and since when, as queries of study read them."""


def plan_of(rows: Rows, candidate_id: str, exam_code: str) -> StudyPlan | None:
    """Return the candidate's plan for an exam."""
    return plans_of(rows, exam_code, [candidate_id]).get(candidate_id)


def plan_in_force(plan: StudyPlan | None, attempts: Attempts, exam: ExamBlueprint, as_of: date) -> StudyPlan | None:
    """Return the plan, cut short by an earlier pass or by the day on which the exam closed.

    A plan that begins after a pass is for another time, and goes on.
    """
    if plan is None:
        return None
    until_pass = _ending_by(plan, attempts.passed_from(plan.starts_on))
    return _ending_by(until_pass, closed_on(exam, attempts, as_of))


def schedule_of(plan: StudyPlan | None, attempts: Attempts, exam: ExamBlueprint, as_of: date) -> StudyPlan | None:
    """Return the plan in force, its exam day moved to one on which the exam can be taken."""
    current, planned_on = plan_in_force(plan, attempts, exam, as_of), planned_exam_on(plan, attempts, exam, as_of)
    opens_on = max(attempts.open_from(exam), exam.first_day or date.min)
    if current is not None and planned_on is not None and planned_on < opens_on:
        current = replace(current, exam_on=opens_on)
    return current and _ending_by(current, exam.last_day)


def _ending_by(plan: StudyPlan, day: date | None) -> StudyPlan:
    if day is None or (plan.exam_on is not None and plan.exam_on <= day):
        return plan
    return replace(plan, exam_on=day)


def planned_exam_on(plan: StudyPlan | None, attempts: Attempts, exam: ExamBlueprint, as_of: date) -> date | None:
    """Return a plan's exam day if it has not passed and no attempt was made on it or later."""
    current = plan_in_force(plan, attempts, exam, as_of)
    day = current.exam_on if current else None
    return day if day and day >= as_of and not attempts.has_any_from(day) else None


def plans_of(rows: Rows, exam_code: str, candidate_ids: Sequence[str]) -> dict[str, StudyPlan]:
    """Return the plans for an exam by candidate."""
    only, names = candidate_ids[0] if len(candidate_ids) == 1 else None, set(candidate_ids)
    plans = (plan for plan in rows.records(StudyPlan, only) if plan.exam_code == exam_code)
    return {plan.candidate_id: plan for plan in plans if plan.candidate_id in names}


def exam_ends(rows: Rows, exam: ExamBlueprint, attempts: Mapping[str, Attempts], as_of: date) -> ExamEnds:
    """Return for whom the exam is over, and since when: the pass, or the day on which the exam closed.

    A plan that begins after a pass is one for another time. A retirement without a date ends no study.
    """
    starts: dict[str, date] = {}
    if passed := [name for name, own in attempts.items() if own.passed_on]:
        plans = rows.table("plan_starts", exam_code=exam.code, candidate_ids=passed)
        starts = {name: day.date() for name, day in plans.rows("candidate_id", "starts_on")}
    days = (
        own.passed_from(starts.get(name, date.min))
        or (closed_on(exam, own, as_of) if exam.last_day or own.failed_on else None)
        for name, own in attempts.items()
    )
    return [{"name": name, "ended_on": day} for name, day in zip(attempts, days, strict=True) if day]


def awaited_result_on(plan: StudyPlan | None, attempts: Attempts, exam: ExamBlueprint, as_of: date) -> date | None:
    """Return a plan's exam day if it has come, was open, and neither that day nor a later one has an attempt."""
    day = _ending_by(plan, attempts.passed_from(plan.starts_on)).exam_on if plan else None
    if day is None or attempts.has_any_from(day):
        return None
    opens_on = max(attempts.open_from(exam), exam.first_day or day)
    return day if opens_on <= day <= min(as_of, exam.last_day or as_of) else None


def shown_on(store: Store, candidate_id: str, exam_code: str, today: date) -> date:
    """Return the day that pages and commands show by default: that of the pass, else today.

    A pass long before the latest practice, before another attempt or before the plan began ends no preparation.
    """
    (attempts,) = read_attempts(store, exam_code, [candidate_id], today)
    if not attempts.all:
        return today
    attempts = attempts.of_preparation(_last_practice(store, candidate_id, exam_code))
    if not attempts.all or not attempts.all[-1].is_passed:
        return today
    plan, passed_on = plan_of(store, candidate_id, exam_code), attempts.all[-1].taken_on
    return today if plan is not None and plan.starts_on > passed_on else passed_on


def _last_practice(store: Store, candidate_id: str, exam_code: str) -> int | None:
    """Return the day number of the latest practice exam or question of an exam."""
    days = dict(store.table("exams_of_candidate", candidate_id=candidate_id).rows("exam_code", "last_on"))
    last_on = days.get(exam_code)
    return None if last_on is None else last_on.toordinal()
