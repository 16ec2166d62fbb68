"""The days on which a candidate can take an exam."""

from dataclasses import dataclass
from datetime import date, timedelta

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.estimation.attempts import Attempts


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
