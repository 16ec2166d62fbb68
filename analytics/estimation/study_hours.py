"""Study hours by day and domain, with an effect that fades."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import RECENT_DAYS
from analytics.estimation.exam_plan import ExamEnds
from analytics.models.intervals import Floats
from analytics.records.column_table import Column
from analytics.store import Rows, positions

HOURS_HALF_LIFE_DAYS = 60.0

HOURS_SCALE = 20.0


@dataclass(frozen=True)
class StudyHours:
    """Hours of one candidate by day and domain.

    `hours` is (days, domains); hours without a domain are spread by the exam's weights.
    """

    day_numbers: Floats
    hours: Floats

    def effective(self, at: Floats, *, until: float) -> Floats:
        """Return effective hours on some days, (at, domains): they halve in 60 days.

        After `until` the rate of the last four weeks is assumed to continue.
        """
        age = at[:, None] - self.day_numbers[None, :]
        decayed = np.where(age >= 0, 0.5 ** (np.maximum(age, 0) / HOURS_HALF_LIFE_DAYS), 0.0)
        decay = np.log(2) / HOURS_HALF_LIFE_DAYS
        ahead = np.maximum(at - until, 0)
        to_come = -np.expm1(-decay * ahead) / decay
        return np.asarray(decayed @ self.hours + to_come[:, None] * self.recent_per_day(until)[None, :])

    def until(self, day_number: float) -> "StudyHours | None":
        """Return the hours logged up to a day, None without any."""
        is_until = self.day_numbers <= day_number
        return StudyHours(self.day_numbers[is_until], self.hours[is_until]) if is_until.any() else None

    @property
    def with_domain(self) -> "StudyHours":
        """The hours of sessions that name their domain: the others' hours are spread over all domains."""
        is_named = np.count_nonzero(self.hours, axis=1) < 2
        return StudyHours(self.day_numbers[is_named], self.hours[is_named])

    def recent_per_day(self, until: float) -> Floats:
        """Return the hours per day of the last four weeks, (domains,)."""
        recent = (self.day_numbers > until - RECENT_DAYS) & (self.day_numbers <= until)
        return np.asarray(self.hours[recent].sum(axis=0) / RECENT_DAYS)


def read_study_hours(
    rows: Rows, blueprint: ExamBlueprint, candidate_ids: Sequence[str], as_of: date, ends: ExamEnds
) -> tuple[StudyHours | None, ...]:
    """Read the study hours for an exam by candidate; None without any."""
    of_exam = {"exam_code": blueprint.code, "as_of": as_of, "ends": ends}
    table = rows.table("study_hours", **of_exam, candidate_ids=list(candidate_ids))
    mixes = domain_mixes(blueprint)
    mixed = table.hours[:, None] * mixes[positions(table.domain_id, blueprint.domain_ids)]
    days, own = day_numbers_of(table.day), table.positions_by("candidate_id")
    return tuple(StudyHours(days[own[name,]], mixed[own[name,]]) if (name,) in own else None for name in candidate_ids)


def domain_mixes(blueprint: ExamBlueprint) -> Floats:
    """Return each domain as a mix of all, and last the exam's own mix, (domains + 1, domains)."""
    shares = np.array([d.share or 1 / len(blueprint.domains) for d in blueprint.domains])
    return np.vstack([np.eye(len(shares)), shares])


def day_numbers_of(days: Column) -> Floats:
    """Return dates as day numbers, those of `date.toordinal`."""
    epoch = date(1970, 1, 1).toordinal()
    return np.asarray(days.astype("datetime64[D]").astype(float) + epoch)
