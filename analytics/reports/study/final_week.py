"""The final week before the exam as a checklist that reads the log.

Advice on the final week differs, so the candidate sets what counts and the limits.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

from analytics.clock import DAYS_PER_WEEK, days_between
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.practice_points import practice_points
from analytics.records import CheckIn, StudyPlan
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
        return tuple(check for check in self.checks if check.status in _OPEN and self._is_due(check))

    def _is_due(self, check: ChecklistResult) -> bool:
        if check.item is ChecklistItem.PRACTICE_EXAM:
            return self.practice_exam_on is not None and self.practice_exam_on <= self.as_of
        is_kept = check.item is ChecklistItem.NEW_MATERIAL and check.status is ChecklistStatus.NOT_YET
        return check.item is not ChecklistItem.HOURS and not is_kept

    @property
    def n_checked(self) -> int:
        """Items with anything on record."""
        return sum(check.status not in {ChecklistStatus.AHEAD, ChecklistStatus.NOT_RECORDED} for check in self.checks)


@dataclass(frozen=True, slots=True)
class _Window:
    """The log of the days before the exam, up to today."""

    settings: FinalWeekSettings
    plan: StudyPlan
    first_on: date
    exam_on: date
    as_of: date
    days: tuple[DayStudy, ...]
    practice_exams: tuple[date, ...]
    check_ins: tuple[CheckIn, ...]

    @property
    def phase(self) -> Phase:
        if self.as_of < self.first_on:
            return Phase.BEFORE
        return Phase.OVER if self.is_over else Phase.RUNNING

    @property
    def is_over(self) -> bool:
        return self.as_of >= self.exam_on

    @property
    def practice_exam_on(self) -> date:
        return self.exam_on - timedelta(days=last_practice_exam_days(self.plan))

    def has(self, item: ChecklistItem) -> bool:
        """Whether the plan has the item: it may have no last practice exam."""
        return item is not ChecklistItem.PRACTICE_EXAM or self.practice_exam_on < self.exam_on

    def since(self, first_on: date) -> list[DayStudy]:
        """Return the days with study from a day on, before the exam day."""
        return [day for day in self.days if first_on <= day.day < self.exam_on]


def final_week_report(candidate: FittedCandidate, settings: FinalWeekSettings = STANDARD_SETTINGS) -> FinalWeek:
    """Check the seven days before the exam, up to today."""
    plan, exam_on = candidate.plan, candidate.plan.exam_on if candidate.plan else None
    if plan is None or exam_on is None or not _has_exam_day(candidate, exam_on):
        day, is_closed = candidate.day_ahead, candidate.is_closed
        return FinalWeek(candidate.as_of, Phase.NO_EXAM_DAY, exam_on=day, is_closed=is_closed)
    first_on, first_shown = exam_on - timedelta(days=DAYS_PER_WEEK), exam_on - timedelta(weeks=SHOWN_WEEKS)
    exams = {point.day for point in practice_points(candidate.evidence)}
    window = _Window(
        settings=settings,
        plan=plan,
        first_on=first_on,
        exam_on=exam_on,
        as_of=candidate.as_of,
        days=_days(candidate, first_shown, exam_on),
        practice_exams=tuple(sorted(day for day in exams if day < exam_on)),
        check_ins=tuple(
            entry for entry in candidate.records.check_ins if first_on <= entry.on <= min(candidate.as_of, exam_on)
        ),
    )
    return FinalWeek(
        as_of=candidate.as_of,
        phase=window.phase,
        exam_on=exam_on,
        first_on=window.first_on,
        practice_exam_on=window.practice_exam_on,
        checks=tuple(_check(item, window) for item in ChecklistItem if item in settings.counted and window.has(item)),
        days=window.days,
        practice_exams=tuple(day for day in window.practice_exams if day >= first_shown),
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


def _check(item: ChecklistItem, window: _Window) -> ChecklistResult:
    """Check one item; before the final week only a practice exam whose day has passed."""
    check, limit_in = _CHECKS[item]
    has_passed = item is ChecklistItem.PRACTICE_EXAM and window.practice_exam_on < window.as_of
    if window.phase is Phase.BEFORE and not has_passed:
        return ChecklistResult(item, ChecklistStatus.AHEAD, None, limit_in(window), ())
    status, found, days = check(window)
    return ChecklistResult(item, status, found, limit_in(window), tuple(days))


def _new_material(window: _Window) -> _Found:
    """Check that the last days have no new material: certain only after them, open with unmarked hours."""
    since = window.exam_on - timedelta(days=window.settings.new_material_days)
    studied = [day for day in window.since(since) if day.hours]
    new = [day for day in studied if day.new_hours]
    if new:
        return ChecklistStatus.NOT_KEPT, sum(day.new_hours for day in new), [day.day for day in new]
    unmarked = [day for day in studied if day.unmarked_hours]
    if unmarked or not studied:
        hours = sum(day.unmarked_hours for day in unmarked) if unmarked else None
        return ChecklistStatus.NOT_RECORDED, hours, [day.day for day in unmarked]
    status = ChecklistStatus.DONE if window.is_over else ChecklistStatus.NOT_YET
    return status, 0.0, [day.day for day in studied]


def _practice_exam(window: _Window) -> _Found:
    """Check for a practice exam on the planned day, and none after it."""
    planned = window.practice_exam_on
    own = [day for day in window.practice_exams if day >= min(planned, window.first_on)]
    if not own:
        return ChecklistStatus.NOT_YET if window.as_of <= planned else ChecklistStatus.NOT_RECORDED, None, ()
    late = float((own[-1] - planned).days)
    if late < 0 and window.as_of <= planned:
        return ChecklistStatus.NOT_YET, late, own
    return ChecklistStatus.DONE if late == 0 else ChecklistStatus.NOT_KEPT, late, own


def _review(window: _Window) -> _Found:
    """Check for review of notes and diagrams."""
    own = [day for day in window.since(window.first_on) if day.review_hours]
    if own:
        return ChecklistStatus.DONE, sum(day.review_hours for day in own), [day.day for day in own]
    return ChecklistStatus.NOT_RECORDED if window.is_over else ChecklistStatus.NOT_YET, None, ()


def _hours(window: _Window) -> _Found:
    """Check that hours stay within the limit, which is certain only after the week."""
    own = [day for day in window.since(window.first_on) if day.hours]
    hours = sum(day.hours for day in own)
    if hours > _most_hours(window):
        status = ChecklistStatus.NOT_KEPT
    elif not window.is_over:
        status = ChecklistStatus.NOT_YET
    else:
        status = ChecklistStatus.DONE if own else ChecklistStatus.NOT_RECORDED
    return status, hours if own else None, [day.day for day in own]


def _most_hours(window: _Window) -> float:
    limit = window.settings.most_hours
    return window.plan.hours_per_week_high if limit is None else limit


def _sleep(window: _Window) -> _Found:
    """Check the mean hours of sleep over the recorded nights."""
    return _mean(window, lambda entry: entry.sleep_h, lambda mean: mean >= window.settings.least_sleep_h)


def _screen(window: _Window) -> _Found:
    """Check the mean screen time over the recorded evenings."""
    return _mean(window, lambda entry: entry.evening_screen_min, lambda mean: mean <= window.settings.most_screen_min)


def _mean(window: _Window, value_of: Callable[[CheckIn], float | None], is_kept: Callable[[float], bool]) -> _Found:
    """Check the mean of what was recorded."""
    recorded = {entry.on: value for entry in window.check_ins if (value := value_of(entry)) is not None}
    if not recorded:
        return ChecklistStatus.NOT_RECORDED, None, ()
    mean = sum(recorded.values()) / len(recorded)
    return ChecklistStatus.DONE if is_kept(mean) else ChecklistStatus.NOT_KEPT, mean, list(recorded)


_CHECKS: Mapping[ChecklistItem, tuple[Callable[[_Window], _Found], Callable[[_Window], float]]] = {
    ChecklistItem.NEW_MATERIAL: (_new_material, lambda window: window.settings.new_material_days),
    ChecklistItem.PRACTICE_EXAM: (_practice_exam, lambda window: float(last_practice_exam_days(window.plan))),
    ChecklistItem.REVIEW: (_review, lambda _: 0.0),
    ChecklistItem.HOURS: (_hours, _most_hours),
    ChecklistItem.SLEEP: (_sleep, lambda window: window.settings.least_sleep_h),
    ChecklistItem.SCREEN: (_screen, lambda window: window.settings.most_screen_min),
}
"""How each item is checked, and its limit."""
