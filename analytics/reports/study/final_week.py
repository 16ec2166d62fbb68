"""The final week before the exam as a checklist that reads the log.

Advice on the final week differs, so the candidate sets what counts and the limits.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import product

import pandas as pd

from analytics.clock import DAYS_PER_WEEK, days_between
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.practice_results import practice_results
from analytics.records import CheckIn
from analytics.reports.planning.plan_weeks import last_practice_exam_days
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
_CERTAIN_LATER = {*product([ChecklistItem.HOURS], _OPEN), (ChecklistItem.NEW_MATERIAL, ChecklistStatus.NOT_YET)}


class Phase(StrEnum):
    """Where today falls: no open exam day, before the final week, in it, or on the exam day and after."""

    NO_EXAM_DAY = "no_exam_day"
    BEFORE = "before"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalWeekSettings:
    """Which items count, and their limits; `most_hours` None is the plan's upper limit of hours a week.

    The day of the last practice exam is the plan's.
    """

    counted: tuple[ChecklistItem, ...] = tuple(ChecklistItem)
    new_material_days: int = DAYS_PER_WEEK
    most_hours: float | None = None
    least_sleep_h: float = 7.0
    most_screen_min: float = 60.0


STANDARD_SETTINGS = FinalWeekSettings()
SETTING_PREFIX = "last week "
"""Settings are stored under this prefix and the exam's code."""


def settings_text(settings: FinalWeekSettings) -> str:
    """Serialize settings for storage."""
    return json.dumps(asdict(settings))


def settings_from(text: str) -> FinalWeekSettings:
    """Parse stored settings; any exception means that they are not ours."""
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
    limit: float
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class FinalWeek:
    """The final week as of a day: the seven days before the exam day.

    Fields that need an exam day are None or empty without an open one; `is_closed` is whether none is left. `days` are
    those of the last three weeks before the exam, up to today.
    """

    as_of: date
    phase: Phase
    exam_on: date | None = None
    is_closed: bool = False
    first_on: date | None = None
    practice_exam_on: date | None = None
    checks: tuple[ChecklistResult, ...] = ()
    days: tuple[DayStudy, ...] = ()
    practice_exams: tuple[date, ...] = ()

    @property
    def n_done(self) -> int:
        """Items that are done."""
        return sum(check.status is ChecklistStatus.DONE for check in self.checks)

    @property
    def due(self) -> tuple[ChecklistResult, ...]:
        """Open items that can be acted on today; limits on hours and new material are certain only after the week."""
        is_exam_due = self.practice_exam_on is not None and self.practice_exam_on <= self.as_of
        return tuple(
            check
            for check in self.checks
            if check.status in _OPEN
            and (is_exam_due or check.item is not ChecklistItem.PRACTICE_EXAM)
            and (check.item, check.status) not in _CERTAIN_LATER
        )

    @property
    def n_checked(self) -> int:
        """Items with anything on record."""
        return sum(check.status not in {ChecklistStatus.AHEAD, ChecklistStatus.NOT_RECORDED} for check in self.checks)


@dataclass(frozen=True, slots=True)
class _Log:
    """The days before the exam, up to today; `first_on` is the first of the last seven."""

    as_of: date
    first_on: date
    exam_on: date
    practice_exam_on: date
    days: tuple[DayStudy, ...]
    practice_exams: tuple[date, ...]
    check_ins: tuple[CheckIn, ...]

    @property
    def is_over(self) -> bool:
        return self.as_of >= self.exam_on

    def since(self, first_on: date) -> list[DayStudy]:
        """Return the days with hours from a day on, before the exam day."""
        return [day for day in self.days if first_on <= day.day < self.exam_on and day.hours]


def final_week_report(candidate: FittedCandidate, settings: FinalWeekSettings = STANDARD_SETTINGS) -> FinalWeek:
    """Check the seven days before the exam, up to today."""
    plan, as_of = candidate.plan, candidate.as_of
    exam_on = candidate.plan_day
    if plan is None or exam_on is None or not _has_exam_day(candidate, exam_on):
        return FinalWeek(as_of, Phase.NO_EXAM_DAY, exam_on=candidate.day_ahead, is_closed=candidate.is_closed)
    days_between_exams = last_practice_exam_days(plan)
    first_shown = exam_on - timedelta(weeks=SHOWN_WEEKS)
    exams = {exam.day for exam in practice_results(candidate.evidence)}
    log = _Log(
        as_of=as_of,
        first_on=exam_on - timedelta(days=DAYS_PER_WEEK),
        exam_on=exam_on,
        practice_exam_on=exam_on - timedelta(days=days_between_exams),
        days=_days(candidate, first_shown, exam_on),
        practice_exams=tuple(sorted(day for day in exams if day < exam_on)),
        check_ins=candidate.records.check_ins,
    )
    limits = {
        ChecklistItem.NEW_MATERIAL: settings.new_material_days,
        ChecklistItem.PRACTICE_EXAM: float(days_between_exams),
        ChecklistItem.REVIEW: 0.0,
        ChecklistItem.HOURS: plan.hours_per_week_high if settings.most_hours is None else settings.most_hours,
        ChecklistItem.SLEEP: settings.least_sleep_h,
        ChecklistItem.SCREEN: settings.most_screen_min,
    }
    if days_between_exams == 0:  # the plan has no last practice exam
        del limits[ChecklistItem.PRACTICE_EXAM]
    return FinalWeek(
        as_of=as_of,
        phase=Phase.BEFORE if as_of < log.first_on else Phase.OVER if log.is_over else Phase.RUNNING,
        exam_on=exam_on,
        first_on=log.first_on,
        practice_exam_on=log.practice_exam_on,
        checks=tuple(_check(item, limit, log) for item, limit in limits.items() if item in settings.counted),
        days=log.days,
        practice_exams=tuple(day for day in log.practice_exams if day >= first_shown),
    )


def _has_exam_day(candidate: FittedCandidate, exam_on: date) -> bool:
    """Whether the planned day is open or was used; for a closed exam, whether it came before the end."""
    if candidate.is_closed:
        return candidate.plan == candidate.written_plan
    is_taken = candidate.attempts.has_any_from(exam_on) or candidate.awaited_result_on == exam_on
    return is_taken or exam_on in candidate.open_days


def _days(candidate: FittedCandidate, first: date, exam_on: date) -> tuple[DayStudy, ...]:
    """Return every day from the first to today or the day before the exam, including those without study."""
    table = candidate.records.study_days
    by_day = table.set_index(table.day.dt.date)
    last = min(candidate.as_of, exam_on - timedelta(days=1))
    days = days_between(first, last)
    columns = ["hours", "new_hours", "review_hours", "unmarked_hours"]
    rows = by_day[columns].reindex(pd.Index(days), fill_value=0.0)
    return tuple(DayStudy(day, *map(float, row)) for day, row in zip(days, rows.to_numpy().tolist(), strict=True))


_Found = tuple[ChecklistStatus, float | None, Sequence[date]]
"""The status of an item, the measured value and the days behind it."""


def _check(item: ChecklistItem, limit: float, log: _Log) -> ChecklistResult:
    """Check one item; before the final week only a practice exam whose day has passed."""
    has_passed = item is ChecklistItem.PRACTICE_EXAM and log.practice_exam_on < log.as_of
    if log.as_of < log.first_on and not has_passed:
        return ChecklistResult(item, ChecklistStatus.AHEAD, None, limit, ())
    status, found, days = _CHECKS[item](log, limit)
    return ChecklistResult(item, status, found, limit, tuple(days))


def _new_material(log: _Log, n_days: float) -> _Found:
    """Check that the last days have no new material: certain only after them, open with unmarked hours."""
    studied = log.since(log.exam_on - timedelta(days=n_days))
    new = [day for day in studied if day.new_hours]
    if new:
        return ChecklistStatus.NOT_KEPT, sum(day.new_hours for day in new), [day.day for day in new]
    unmarked = [day for day in studied if day.unmarked_hours]
    if unmarked or not studied:
        hours = sum(day.unmarked_hours for day in unmarked) if unmarked else None
        return ChecklistStatus.NOT_RECORDED, hours, [day.day for day in unmarked]
    return ChecklistStatus.DONE if log.is_over else ChecklistStatus.NOT_YET, 0.0, [day.day for day in studied]


def _practice_exam(log: _Log, _: float) -> _Found:
    """Check for a practice exam on the planned day, and none after it."""
    planned, can_follow = log.practice_exam_on, log.as_of <= log.practice_exam_on
    own = [day for day in log.practice_exams if day >= min(planned, log.first_on)]
    if not own:
        return ChecklistStatus.NOT_YET if can_follow else ChecklistStatus.NOT_RECORDED, None, ()
    late = float((own[-1] - planned).days)
    if late < 0 and can_follow:
        return ChecklistStatus.NOT_YET, late, own
    return ChecklistStatus.DONE if late == 0 else ChecklistStatus.NOT_KEPT, late, own


def _review(log: _Log, _: float) -> _Found:
    own = [day for day in log.since(log.first_on) if day.review_hours]
    if own:
        return ChecklistStatus.DONE, sum(day.review_hours for day in own), [day.day for day in own]
    return ChecklistStatus.NOT_RECORDED if log.is_over else ChecklistStatus.NOT_YET, None, ()


def _hours(log: _Log, most: float) -> _Found:
    """Check that hours stay within the limit, which is certain only after the week."""
    own = log.since(log.first_on)
    hours = sum(day.hours for day in own)
    if hours > most:
        status = ChecklistStatus.NOT_KEPT
    elif not log.is_over:
        status = ChecklistStatus.NOT_YET
    else:
        status = ChecklistStatus.DONE if own else ChecklistStatus.NOT_RECORDED
    return status, hours if own else None, [day.day for day in own]


def _mean(log: _Log, value_of: Callable[[CheckIn], float | None], is_kept: Callable[[float], bool]) -> _Found:
    """Check the mean of what was recorded in the final week."""
    entries = [entry for entry in log.check_ins if log.first_on <= entry.on <= log.exam_on]
    recorded = {entry.on: value for entry in entries if (value := value_of(entry)) is not None}
    if not recorded:
        return ChecklistStatus.NOT_RECORDED, None, ()
    mean = sum(recorded.values()) / len(recorded)
    return ChecklistStatus.DONE if is_kept(mean) else ChecklistStatus.NOT_KEPT, mean, list(recorded)


_CHECKS: Mapping[ChecklistItem, Callable[[_Log, float], _Found]] = {
    ChecklistItem.NEW_MATERIAL: _new_material,
    ChecklistItem.PRACTICE_EXAM: _practice_exam,
    ChecklistItem.REVIEW: _review,
    ChecklistItem.HOURS: _hours,
    ChecklistItem.SLEEP: lambda log, least: _mean(log, lambda entry: entry.sleep_h, lambda mean: mean >= least),
    ChecklistItem.SCREEN: lambda log, most: _mean(log, lambda one: one.evening_screen_min, lambda mean: mean <= most),
}
"""How each item is checked against its limit."""
