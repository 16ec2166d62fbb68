"""The final week before the exam as a checklist that reads the log.

Advice on the final week differs, so the candidate sets what counts and the limits.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

from analytics.clock import DAYS_PER_WEEK
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.practice_points import practice_points
from analytics.records import CheckIn, StudyPlan
from analytics.reports.planning.plan_weeks import LAST_PRACTICE_EXAM_DAYS
from analytics.toml_table import TomlTable, number, whole_number, word_of

SHOWN_WEEKS = 3
"""Weeks before the exam that are shown day by day, so that a taper is visible."""


class ChecklistItem(StrEnum):
    """What the final week is checked for."""

    NEW_MATERIAL = "new_material"
    PRACTICE_EXAM = "practice_exam"
    REVIEW = "review"
    HOURS = "hours"
    SLEEP = "sleep"
    SCREEN = "screen"


class ChecklistStatus(StrEnum):
    """Status of an item; `AHEAD` is before the final week, when nothing can be checked."""

    AHEAD = "ahead"
    DONE = "done"
    NOT_YET = "not_yet"
    NOT_KEPT = "not_kept"
    NOT_RECORDED = "not_recorded"


_OPEN = frozenset({ChecklistStatus.NOT_YET, ChecklistStatus.NOT_RECORDED})


class Phase(StrEnum):
    """Phase of today: no exam day, before the final week, in it, or on the exam day and after."""

    NO_EXAM_DAY = "no_exam_day"
    BEFORE = "before"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalWeekSettings:
    """Which items count, and their limits; `most_hours` None is the plan's lower limit of hours a week.

    The day of the last practice exam is the plan's.
    """

    counted: tuple[ChecklistItem, ...] = tuple(ChecklistItem)
    new_material_days: int = DAYS_PER_WEEK
    most_hours: float | None = None
    least_sleep_h: float = 7.0
    most_screen_min: float = 60.0


STANDARD_SETTINGS = FinalWeekSettings()
SETTING_NAME = "last week "
"""The name of the settings for an exam begins so, and ends with the exam's code."""


def settings_text(settings: FinalWeekSettings) -> str:
    """Serialize settings for storage."""
    return json.dumps(asdict(settings))


def settings_from(text: str) -> FinalWeekSettings:
    """Parse stored settings; any error says that they are not ours."""
    stored = TomlTable("", "", json.loads(text))
    return FinalWeekSettings(
        counted=stored.each("counted", word_of(ChecklistItem)),
        new_material_days=stored.required("new_material_days", whole_number(0)),
        most_hours=stored.read("most_hours", lambda value: None if value is None else number()(value)),
        least_sleep_h=stored.required("least_sleep_h", number()),
        most_screen_min=stored.required("most_screen_min", number()),
    )


@dataclass(frozen=True, slots=True)
class DayStudy:
    """Hours of one day: new material, review, in total, and those without a mark for new material."""

    day: date
    hours: float
    new_hours: float
    review_hours: float
    unmarked_hours: float

    @property
    def other_hours(self) -> float:
        """Hours that were neither new material nor review."""
        return self.hours - self.new_hours - self.review_hours


@dataclass(frozen=True, slots=True)
class ChecklistResult:
    """One item: status, measured value and limit, and the days behind it.

    `found` is hours, mean hours of sleep, mean minutes of screen time or, for the practice exam, days after the planned
    one; None without a record.
    """

    item: ChecklistItem
    status: ChecklistStatus
    found: float | None
    mark: float
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class FinalWeek:
    """The final week as of a day: the seven days before the exam day.

    What needs an exam day is None or empty without one. `days` are those of the last three weeks before the exam, up to
    today.
    """

    as_of: date
    phase: Phase
    settings: FinalWeekSettings
    exam_on: date | None
    first_on: date | None
    practice_exam_on: date | None
    practice_exam_days: int
    is_day_planned: bool
    checks: tuple[ChecklistResult, ...]
    days: tuple[DayStudy, ...]
    practice_exams: tuple[date, ...]

    @property
    def n_done(self) -> int:
        """Items that are done."""
        return sum(check.status is ChecklistStatus.DONE for check in self.checks)

    @property
    def due(self) -> tuple[ChecklistResult, ...]:
        """Open items that can be acted on today; the hours are certain only after the week."""
        return tuple(check for check in self.checks if check.status in _OPEN and self._is_due(check))

    def _is_due(self, check: ChecklistResult) -> bool:
        if check.item is ChecklistItem.PRACTICE_EXAM:
            return self.practice_exam_on is not None and self.practice_exam_on <= self.as_of
        return check.item is not ChecklistItem.HOURS

    @property
    def n_checked(self) -> int:
        """Items with anything on record."""
        return sum(check.status not in {ChecklistStatus.AHEAD, ChecklistStatus.NOT_RECORDED} for check in self.checks)


@dataclass(frozen=True, slots=True)
class _Window:
    """The log of the days before the exam, up to today."""

    settings: FinalWeekSettings
    plan: StudyPlan
    exam_on: date
    as_of: date
    days: tuple[DayStudy, ...]
    practice_exams: tuple[date, ...]
    check_ins: tuple[CheckIn, ...]

    @property
    def first_on(self) -> date:
        return self.exam_on - timedelta(days=DAYS_PER_WEEK)

    @property
    def is_over(self) -> bool:
        return self.as_of >= self.exam_on

    @property
    def practice_exam_on(self) -> date:
        return self.exam_on - timedelta(days=last_practice_exam_days(self.plan))

    def since(self, first_on: date) -> list[DayStudy]:
        """Return the days with study from a day on, before the exam day."""
        return [day for day in self.days if first_on <= day.day < self.exam_on]


def last_practice_exam_days(plan: StudyPlan | None) -> int:
    """Return how many days before the exam the last practice exam is: the plan's, else the default."""
    named = plan.last_practice_exam_days if plan else None
    return LAST_PRACTICE_EXAM_DAYS if named is None else named


def with_last_practice_exam(plan: StudyPlan | None, days: int) -> StudyPlan | None:
    """Return the plan with another last practice exam, in days before the exam; None if nothing changes."""
    if plan is None or last_practice_exam_days(plan) == days:
        return None
    return replace(plan, last_practice_exam_days=days)


def final_week_report(candidate: FittedCandidate, settings: FinalWeekSettings = STANDARD_SETTINGS) -> FinalWeek:
    """Check the seven days before the exam, up to today."""
    plan, exam_on = candidate.plan, candidate.plan.exam_on if candidate.plan else None
    if plan is None or exam_on is None:
        return FinalWeek(
            as_of=candidate.as_of,
            phase=Phase.NO_EXAM_DAY,
            settings=settings,
            exam_on=None,
            first_on=None,
            practice_exam_on=None,
            practice_exam_days=last_practice_exam_days(plan),
            is_day_planned=False,
            checks=(),
            days=(),
            practice_exams=(),
        )
    first_shown = exam_on - timedelta(weeks=SHOWN_WEEKS)
    exams = {point.day for point in practice_points(candidate.evidence)}
    window = _Window(
        settings=settings,
        plan=plan,
        exam_on=exam_on,
        as_of=candidate.as_of,
        days=_days(candidate, first_shown, exam_on),
        practice_exams=tuple(sorted(day for day in exams if first_shown <= day < exam_on)),
        check_ins=tuple(
            entry
            for entry in candidate.records.check_ins
            if exam_on - timedelta(days=DAYS_PER_WEEK) <= entry.on <= min(candidate.as_of, exam_on)
        ),
    )
    return FinalWeek(
        as_of=candidate.as_of,
        phase=_phase(window),
        settings=settings,
        exam_on=exam_on,
        first_on=window.first_on,
        practice_exam_on=window.practice_exam_on,
        practice_exam_days=last_practice_exam_days(plan),
        is_day_planned=plan.last_practice_exam_days is not None,
        checks=tuple(_check(item, window) for item in ChecklistItem if item in settings.counted),
        days=window.days,
        practice_exams=window.practice_exams,
    )


def _phase(window: _Window) -> Phase:
    if window.as_of < window.first_on:
        return Phase.BEFORE
    return Phase.OVER if window.is_over else Phase.RUNNING


def _days(candidate: FittedCandidate, first: date, exam_on: date) -> tuple[DayStudy, ...]:
    """Return every day from the first to today or the day before the exam, including those without study."""
    table = candidate.records.study_days
    by_day = table.set_index(table.day.dt.date)
    last = min(candidate.as_of, exam_on - timedelta(days=1))
    days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    columns = ["hours", "new_hours", "review_hours", "unsaid_hours"]
    rows = by_day[columns].reindex(pd.Index(days), fill_value=0.0)
    return tuple(DayStudy(day, *map(float, row)) for day, row in zip(days, rows.to_numpy().tolist(), strict=True))


def _check(item: ChecklistItem, window: _Window) -> ChecklistResult:
    """Check one item; before the final week nothing can be checked yet."""
    how = {
        ChecklistItem.NEW_MATERIAL: _new_material,
        ChecklistItem.PRACTICE_EXAM: _practice_exam,
        ChecklistItem.REVIEW: _review,
        ChecklistItem.HOURS: _hours,
        ChecklistItem.SLEEP: _sleep,
        ChecklistItem.SCREEN: _screen,
    }
    check = how[item](window)
    is_ahead = window.as_of < window.first_on
    return ChecklistResult(item, ChecklistStatus.AHEAD, None, check.mark, ()) if is_ahead else check


def _new_material(window: _Window) -> ChecklistResult:
    """Check for no new material in the last days; hours without a mark leave it open."""
    mark = window.settings.new_material_days
    studied = [day for day in window.since(window.exam_on - timedelta(days=mark)) if day.hours]
    new = [day for day in studied if day.new_hours]
    if new:
        return ChecklistResult(
            ChecklistItem.NEW_MATERIAL,
            ChecklistStatus.NOT_KEPT,
            sum(d.new_hours for d in new),
            mark,
            tuple(d.day for d in new),
        )
    unmarked = [day for day in studied if day.unmarked_hours]
    if unmarked or not studied:
        hours = sum(day.unmarked_hours for day in unmarked)
        return ChecklistResult(
            ChecklistItem.NEW_MATERIAL,
            ChecklistStatus.NOT_RECORDED,
            hours if unmarked else None,
            mark,
            tuple(day.day for day in unmarked),
        )
    return ChecklistResult(
        ChecklistItem.NEW_MATERIAL, ChecklistStatus.DONE, 0.0, mark, tuple(day.day for day in studied)
    )


def _practice_exam(window: _Window) -> ChecklistResult:
    """Check for a practice exam on the planned day, and none after it."""
    planned = window.practice_exam_on
    mark = float(last_practice_exam_days(window.plan))
    own = [day for day in window.practice_exams if day >= min(planned, window.first_on)]
    if not own:
        status = ChecklistStatus.NOT_YET if window.as_of < planned else ChecklistStatus.NOT_RECORDED
        return ChecklistResult(ChecklistItem.PRACTICE_EXAM, status, None, mark, ())
    late = float((own[-1] - planned).days)
    is_still_ahead = late < 0 and window.as_of <= planned
    past_status = ChecklistStatus.DONE if late == 0 else ChecklistStatus.NOT_KEPT
    return ChecklistResult(
        ChecklistItem.PRACTICE_EXAM, ChecklistStatus.NOT_YET if is_still_ahead else past_status, late, mark, tuple(own)
    )


def _review(window: _Window) -> ChecklistResult:
    """Check for review of notes and diagrams."""
    own = [day for day in window.since(window.first_on) if day.review_hours]
    hours = sum(day.review_hours for day in own)
    open_status = ChecklistStatus.NOT_RECORDED if window.is_over else ChecklistStatus.NOT_YET
    return ChecklistResult(
        ChecklistItem.REVIEW,
        ChecklistStatus.DONE if own else open_status,
        hours if own else None,
        0.0,
        tuple(day.day for day in own),
    )


def _hours(window: _Window) -> ChecklistResult:
    """Check that hours stay within the limit, which is certain only after the week."""
    limit = window.settings.most_hours
    mark = window.plan.hours_per_week_low if limit is None else limit
    own = [day for day in window.since(window.first_on) if day.hours]
    hours = sum(day.hours for day in own)
    if hours > mark:
        status = ChecklistStatus.NOT_KEPT
    elif not window.is_over:
        status = ChecklistStatus.NOT_YET
    else:
        status = ChecklistStatus.DONE if own else ChecklistStatus.NOT_RECORDED
    return ChecklistResult(ChecklistItem.HOURS, status, hours if own else None, mark, tuple(day.day for day in own))


def _sleep(window: _Window) -> ChecklistResult:
    """Check the mean hours of sleep over the recorded nights."""
    recorded = [(entry.on, entry.sleep_h) for entry in window.check_ins if entry.sleep_h is not None]
    return _mean(ChecklistItem.SLEEP, recorded, window.settings.least_sleep_h, is_least=True)


def _screen(window: _Window) -> ChecklistResult:
    """Check the mean screen time over the recorded evenings."""
    recorded = [(e.on, e.evening_screen_min) for e in window.check_ins if e.evening_screen_min is not None]
    return _mean(ChecklistItem.SCREEN, recorded, window.settings.most_screen_min, is_least=False)


def _mean(
    item: ChecklistItem, recorded: Sequence[tuple[date, float]], mark: float, *, is_least: bool
) -> ChecklistResult:
    """Compare a mean with the lowest or the highest value allowed."""
    if not recorded:
        return ChecklistResult(item, ChecklistStatus.NOT_RECORDED, None, mark, ())
    mean = sum(value for _, value in recorded) / len(recorded)
    is_kept = mean >= mark if is_least else mean <= mark
    return ChecklistResult(
        item,
        ChecklistStatus.DONE if is_kept else ChecklistStatus.NOT_KEPT,
        mean,
        mark,
        tuple(day for day, _ in recorded),
    )
