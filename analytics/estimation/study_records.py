"""Plans and self-ratings of many candidates, for what to study next."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.estimation.evidence import Evidence
from analytics.estimation.exam_plan import plans_of
from analytics.records import StudyPlan
from analytics.store import ColumnTable, Rows


@dataclass(frozen=True)
class StudyRecords:
    """Plans and self-ratings of candidates for an exam up to a day; `rows` are the positions of each one's ratings."""

    plans: Mapping[str, StudyPlan]
    self_ratings: ColumnTable
    rows: Mapping[tuple[str], NDArray[np.intp]]

    def ratings_of(self, candidate_id: str) -> ColumnTable | None:
        """Return one candidate's self-ratings, None without any."""
        own = self.rows.get((candidate_id,))
        return None if own is None else self.self_ratings.where(own)


def read_study_records(rows: Rows, evidence: Evidence) -> StudyRecords:
    """Read the plans and self-ratings of the candidates of some evidence."""
    names = list(evidence.candidate_ids)
    ratings = rows.table("self_ratings", **evidence.study_parameters, candidate_ids=names)
    return StudyRecords(plans_of(rows, evidence.blueprint.code, names), ratings, ratings.positions_by("candidate_id"))
