"""A candidate's study plan for an exam, the days on which it can be taken, and the day that is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.estimation.attempts import Attempts, read_attempts
from analytics.records import StudyPlan
from analytics.store import Rows, Store

ExamEnds: TypeAlias = Sequence[Mapping[str, str | date]]
"""The candidates for whom an exam is over, and since when, as a parameter of the queries of study."""


@dataclass(frozen=True, slots=True)
class OpenDays:
    """All days from `first` to `last`; `last` None is no limit, and `first` after `last` leaves no day."""

    first: date
    last: date | None

    def __contains__(self, day: date) -> bool:
        """Whether the exam can be taken on a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def is_empty(self) -> bool:
        """Whether there is no such day."""
        return self.first == date.max or self.first not in self

    def nearest(self, day: date) -> date | None:
        """Return the open day nearest to a day, None if there is none."""
        if self.is_empty:
            return None
        return max(self.first, day if self.last is None else min(day, self.last))


def open_days(blueprint: ExamBlueprint, attempts: Attempts, as_of: date, deadline: date | None = None) -> OpenDays:
    """Return the days on which the exam can be taken, from `as_of` on.

    They begin with the exam's first day, and after a fail when the retake rules allow another attempt. They end with
    the exam's last day or the candidate's deadline. An exam that is announced or retired without a date has none.
    """
    first = max(as_of, blueprint.first_day or as_of, attempts.retake_from(blueprint))
    if blueprint.status_on(first) in {ExamStatus.ANNOUNCED, ExamStatus.RETIRED}:
        first = date.max
    return OpenDays(first, min((day for day in (deadline, blueprint.last_day) if day is not None), default=None))


def closed_on(blueprint: ExamBlueprint, attempts: Attempts, as_of: date) -> date | None:
    """Return the day after which an exam could no longer be taken, None while it can or once it is passed.

    That is the day of a fail that leaves no day for a retake, or the exam's last day; without one, yesterday.
    """
    if attempts.passed_on is not None:
        return None
    if attempts.failed_on and open_days(blueprint, attempts, attempts.failed_on[-1]).is_empty:
        return attempts.failed_on[-1]
    if blueprint.status_on(as_of) is ExamStatus.RETIRED:
        return blueprint.last_day or as_of - timedelta(days=1)
    return None


def plan_of(rows: Rows, candidate_id: str, exam_code: str) -> StudyPlan | None:
    """Return the candidate's plan for an exam."""
    return plans_of(rows, exam_code, [candidate_id]).get(candidate_id)


def was_for_failed_attempt(plan: StudyPlan, attempts: Attempts, exam: ExamBlueprint) -> bool:
    """Return whether a plan's exam day lies within the wait after a fail, and is not booked."""
    day = plan.exam_on
    return day is not None and day < attempts.retake_from(exam) and not plan.is_booked


class ClosedReason(StrEnum):
    """Why the exam cannot be taken on the planned day."""

    AFTER_LAST_DAY = "after_last_day"
    BEFORE_FIRST_DAY = "before_first_day"
    BEFORE_RETAKE_OPENS = "before_retake_opens"


@dataclass(frozen=True, slots=True)
class ClosedExamDay:
    """Why the exam cannot be taken on the planned day, and its last or first possible day."""

    reason: ClosedReason
    bound_on: date


class EndedBy(StrEnum):
    """Why there is nothing left to prepare for."""

    PASSED = "passed"
    RESULT_DUE = "result_due"
    EXAM_CLOSED = "exam_closed"


@dataclass(frozen=True)
class PlannedExam:
    """A candidate's plan for an exam as it was written, and what follows from it and from the attempts up to a day."""

    written_plan: StudyPlan | None
    attempts: Attempts
    blueprint: ExamBlueprint
    as_of: date

    @property
    def plan(self) -> StudyPlan | None:
        """The plan in force, cut short by an earlier pass or by the day on which the exam closed.

        A plan that begins after a pass is for another preparation and stays whole.
        """
        written = self.written_plan
        return written and _ending_by(_ending_by(written, self.attempts.passed_on), self.closed_on)

    @property
    def schedule(self) -> StudyPlan | None:
        """The plan in force, its exam day moved to one on which the exam can be taken."""
        current, planned_on, exam = self.plan, self.day_ahead, self.blueprint
        opens_on = max(self.attempts.retake_from(exam), exam.first_day or date.min)
        if current is not None and planned_on is not None and planned_on < opens_on:
            current = replace(current, exam_on=opens_on)
        return current and _ending_by(current, exam.last_day)

    @property
    def plan_day(self) -> date | None:
        """The exam day of the plan in force, also one that has passed."""
        return self.plan.exam_on if self.plan else None

    @property
    def day_ahead(self) -> date | None:
        """The planned exam day, if it has not passed and no attempt was made on it or later."""
        day = self.plan_day
        return day if day and day >= self.as_of and not self.attempts.has_any_from(day) else None

    @property
    def closed_exam_day(self) -> ClosedExamDay | None:
        """Why the exam cannot be taken on the planned day ahead, None if it can."""
        day, exam, opens_on = self.day_ahead, self.blueprint, self.attempts.retake_from(self.blueprint)
        if day is None:
            return None
        if exam.last_day is not None and day > exam.last_day:
            return ClosedExamDay(ClosedReason.AFTER_LAST_DAY, exam.last_day)
        if exam.first_day is not None and day < exam.first_day:
            return ClosedExamDay(ClosedReason.BEFORE_FIRST_DAY, exam.first_day)
        return ClosedExamDay(ClosedReason.BEFORE_RETAKE_OPENS, opens_on) if day < opens_on else None

    @property
    def exam_on(self) -> date | None:
        """The planned day ahead, unless it was for an attempt that failed."""
        plan = self.plan
        return None if plan and was_for_failed_attempt(plan, self.attempts, self.blueprint) else self.day_ahead

    @property
    def awaited_result_on(self) -> date | None:
        """The planned exam day if it has come, was open, and neither that day nor a later one has an attempt."""
        plan, exam = self.written_plan, self.blueprint
        day = _ending_by(plan, self.attempts.passed_on).exam_on if plan else None
        if day is None or self.attempts.has_any_from(day):
            return None
        opens_on = max(self.attempts.retake_from(exam), exam.first_day or day)
        return day if opens_on <= day <= min(self.as_of, exam.last_day or self.as_of) else None

    @property
    def closed_on(self) -> date | None:
        """The day after which the exam could no longer be taken, None while it can or once it is passed."""
        return closed_on(self.blueprint, self.attempts, self.as_of)

    @property
    def ended_by(self) -> EndedBy | None:
        """Why there is nothing left to prepare for, None while there is."""
        if self.attempts.passed_on is not None:
            return EndedBy.PASSED
        if self.awaited_result_on is not None:
            return EndedBy.RESULT_DUE
        return None if self.closed_on is None else EndedBy.EXAM_CLOSED

    @property
    def is_closed(self) -> bool:
        """Whether the exam can no longer be taken, and no result is awaited."""
        return self.ended_by is EndedBy.EXAM_CLOSED

    @property
    def open_days(self) -> OpenDays:
        """The days on which the exam can be taken, from `as_of` on."""
        return open_days(self.blueprint, self.attempts, self.as_of)

    @property
    def exam_day(self) -> date:
        """The day that estimates are for: the planned exam day, else the first open day, else `as_of`."""
        return self.exam_on or self.open_days.nearest(self.as_of) or self.as_of


def _ending_by(plan: StudyPlan, day: date | None) -> StudyPlan:
    if day is None or (plan.exam_on is not None and plan.exam_on <= day):
        return plan
    return replace(plan, exam_on=day)


def plans_of(rows: Rows, exam_code: str, candidate_ids: Sequence[str]) -> dict[str, StudyPlan]:
    """Return the plans for an exam by candidate."""
    only, names = candidate_ids[0] if len(candidate_ids) == 1 else None, set(candidate_ids)
    plans = (plan for plan in rows.records(StudyPlan, only) if plan.exam_code == exam_code)
    return {plan.candidate_id: plan for plan in plans if plan.candidate_id in names}


def exam_ends(rows: Rows, exam: ExamBlueprint, attempts: Mapping[str, Attempts], as_of: date) -> ExamEnds:
    """Return for whom the exam is over, and since when: the pass, or the day on which the exam closed.

    A plan that begins after a pass is for another preparation. A retirement without a date ends no study.
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


def shown_on(store: Store, candidate_id: str, exam_code: str, today: date) -> date:
    """Return the day that pages and commands show by default: that of the pass, else today.

    A pass long before the latest practice, before another attempt or before the plan began ends no preparation.
    """
    (attempts,) = read_attempts(store, exam_code, [candidate_id], today)
    if not attempts.all:
        return today
    last_days = dict(store.table("exams_of_candidate", candidate_id=candidate_id).rows("exam_code", "last_on"))
    last_practice = last_days.get(exam_code)
    plan = plan_of(store, candidate_id, exam_code)
    attempts = attempts.of_preparation(
        None if last_practice is None else last_practice.toordinal(), date.min if plan is None else plan.starts_on
    )
    return attempts.all[-1].taken_on if attempts.all and attempts.all[-1].is_passed else today
