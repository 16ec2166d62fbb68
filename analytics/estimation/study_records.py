"""Plans and self-ratings of many candidates, for what to study next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analytics.estimation.exam_plan import plans_of
from analytics.records import StudyPlan
from analytics.store import ColumnTable, Rows


@dataclass(frozen=True)
class StudyRecords:
    """The plans, and one row per self-rating up to a day, of candidates for an exam; `rows` are each one's."""

    plans: Mapping[str, StudyPlan]
    self_ratings: ColumnTable
    rows: Mapping[tuple[str], NDArray[np.intp]]

    def ratings_of(self, candidate_id: str) -> ColumnTable | None:
        """Return one candidate's self-ratings, None without any."""
        own = self.rows.get((candidate_id,))
        return None if own is None else self.self_ratings.where(own)


def read_study_records(rows: Rows, exam_code: str, candidate_ids: Sequence[str], as_of: date) -> StudyRecords:
    """Read the plans and self-ratings of some candidates."""
    ratings = rows.table("self_ratings", exam_code=exam_code, as_of=as_of, candidate_ids=list(candidate_ids))
    return StudyRecords(plans_of(rows, exam_code, candidate_ids), ratings, ratings.positions_by("candidate_id"))
