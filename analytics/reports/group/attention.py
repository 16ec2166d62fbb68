"""Who needs attention, by ordered rules."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics.clock import RECENT_DAYS
from analytics.reports.decision.verdict import MIN_NEW_ITEMS, Missing
from analytics.reports.study.weekly_hours import LOW_HOUR_SHARE
from analytics.reports.this_week import WeekChange

SOON_DAYS = 14
"""Days before the exam in which a chance below the target is brought up."""

INACTIVE_DAYS = 14
"""Days without activity, counted from the plan's start, after which a member needs attention."""


class Concern(StrEnum):
    """Why a member needs attention."""

    RESULT_DUE = "result_due"
    FAILED_WITHOUT_NEW_DAY = "failed_without_new_day"
    EXAM_DAY_CLOSED = "exam_day_closed"
    LAST_DAY_NEAR = "last_day_near"
    EXAM_SOON_TOO_EARLY_TO_TELL = "exam_soon_too_early_to_tell"
    EXAM_SOON_BELOW_TARGET = "exam_soon_below_target"
    INACTIVE = "inactive"
    NO_PRACTICE_EXAM = "no_practice_exam"
    LOW_HOURS = "low_hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of the group: the chance of passing, what was done, and what is missing.

    Chances are None without any evidence. `moves_to` is the range of the chance after one more practice exam.
    On the exam day itself both `exam_on` and `awaited_result_on` are that day. `hours` are those of two weeks, and
    `planned_hours` the plan's for them, None unless it covers both. The plan begins on `starts_on`, with its first
    practice exam on `practice_from`. `failed_on` is the day of the latest fail. `is_booked` is true if `exam_on` is
    booked, `is_exam_day_closed` if the exam cannot be taken on that day, and `is_closed` if it can no longer be taken;
    `last_day` is the last day on which it can.
    """

    candidate_id: str
    as_of: date
    target: float
    chance: float | None = None
    moves_to: tuple[float, float] | None = None
    chance_week_ago: float | None = None
    hours: float = 0.0
    planned_hours: tuple[float, float] | None = None
    starts_on: date | None = None
    practice_from: date | None = None
    last_on: date | None = None
    exam_on: date | None = None
    is_booked: bool = False
    is_exam_day_closed: bool = False
    last_day: date | None = None
    awaited_result_on: date | None = None
    passed_on: date | None = None
    failed_on: date | None = None
    is_closed: bool = False
    n_practice_exams: int = 0
    missing: tuple[Missing, ...] = ()
    min_new_items: int = MIN_NEW_ITEMS

    @property
    def change(self) -> WeekChange | None:
        """The change of the chance in a week, None without evidence on both days."""
        if self.chance is None or self.chance_week_ago is None:
            return None
        return WeekChange(self.chance_week_ago, self.chance)

    @property
    def has_ended(self) -> bool:
        """Whether there is nothing left to prepare for."""
        return self.passed_on is not None or self.awaited_result_on is not None or self.is_closed

    @property
    def is_exam_soon(self) -> bool:
        """Whether the exam is within two weeks, on a day on which it can be taken."""
        is_near = self.exam_on is not None and (self.exam_on - self.as_of).days <= SOON_DAYS
        return is_near and not self.is_exam_day_closed

    @property
    def quiet_since(self) -> date:
        """The last day with activity, or the plan's first day if that is later."""
        return max(self.last_on or date.min, self.starts_on or date.min)

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """Every reason for attention, most urgent first; none after a pass.

        From the exam day on, and once the exam can no longer be taken, only a due result counts.
        """
        if self.passed_on is not None:
            return ()
        rules = RULES[:1] if self.has_ended else RULES
        return tuple(concern for concern, holds in rules if holds(self))


RULES: tuple[tuple[Concern, Callable[[Member], bool]], ...] = (
    (Concern.RESULT_DUE, lambda one: one.awaited_result_on is not None and one.exam_on is None),
    (
        Concern.FAILED_WITHOUT_NEW_DAY,
        lambda one: one.failed_on is not None and one.exam_on is None and one.awaited_result_on is None,
    ),
    (Concern.EXAM_DAY_CLOSED, lambda one: one.is_exam_day_closed),
    (
        Concern.LAST_DAY_NEAR,
        lambda one: (
            one.exam_on is None and one.last_day is not None and 0 <= (one.last_day - one.as_of).days <= RECENT_DAYS
        ),
    ),
    (Concern.EXAM_SOON_TOO_EARLY_TO_TELL, lambda one: one.is_exam_soon and one.chance is None),
    (
        Concern.EXAM_SOON_BELOW_TARGET,
        lambda one: one.is_exam_soon and one.chance is not None and one.chance < one.target,
    ),
    (Concern.INACTIVE, lambda one: (one.as_of - one.quiet_since).days >= INACTIVE_DAYS),
    (
        Concern.NO_PRACTICE_EXAM,
        lambda one: one.n_practice_exams == 0 and (one.practice_from is None or one.practice_from < one.as_of),
    ),
    (
        Concern.LOW_HOURS,
        lambda one: one.planned_hours is not None and one.hours < LOW_HOUR_SHARE * one.planned_hours[0],
    ),
)
"""Each reason with its condition, the most urgent first."""


def by_attention(one: Member) -> tuple[int, date, str]:
    """Return the key that orders a group: by rule, then exam day, never by chance."""
    order = [concern for concern, _ in RULES]
    first = order.index(one.concerns[0]) if one.concerns else len(order)
    return first, one.exam_on or date.max, one.candidate_id
