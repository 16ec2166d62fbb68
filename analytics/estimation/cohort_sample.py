"""The candidates of an exam from whom the cohort's numbers are estimated: a bounded, repeatable draw."""

from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import pandas as pd

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.evidence import Evidence, cell_positions, read_evidence
from analytics.models.ability import Points
from analytics.models.intervals import Floats
from analytics.models.item_easiness import Indices
from analytics.store import Store

MIN_CANDIDATES = 30
"""In cohorts of 30, simulated and real, the estimated scales did better than the fixed ones or as well;
with fewer they are mostly the fixed ones again, held there by their priors."""

MAX_CANDIDATES = 200
"""So many are drawn where there are more: a scale is known to some 5 % then, and a page need not wait."""

MAX_CELLS = 40
"""Of each one drawn the latest cells count: the cost grows with the cube of the cells."""

MIN_FORM_CANDIDATES = 10
"""With fewer who have sat it, how hard a form is can hardly be told, and stays in each one's exam shock."""

FORM = ["provider", "form"]

MIN_EXAMS_FOR_SHOCK = 3
"""The exam's own shock is estimated where at least half of the candidates have sat as many."""


@dataclass(frozen=True)
class CohortSample:
    """The latest cells of those drawn, (candidates, at most `MAX_CELLS`), and where they come from.

    `n_candidates` is how many they are drawn from; `first` is the position in the evidence of the
    first cell here of each candidate.
    """

    n_candidates: int
    evidence: Evidence
    cells: Points
    n_correct: Floats
    n_items: Floats
    first: Indices

    def forms(self) -> tuple[tuple[tuple[str, str], ...], Floats]:
        """Give the forms that enough people have sat, by provider and name, and each cell's index; -1 for none."""
        cells, row, column = cell_positions(self.evidence.table, self.evidence.candidate_ids)
        named = cells.assign(row=row, column=column - self.first[row])
        named = named[(named.row >= 0) & (named.column >= 0) & cells.form.fillna("").ne("")]
        n_people = named.groupby(FORM).candidate_id.nunique()
        often = n_people[n_people >= MIN_FORM_CANDIDATES].index
        index = np.full(self.n_items.shape, -1.0)
        index[named.row, named.column] = often.get_indexer(pd.MultiIndex.from_frame(named[FORM]))
        return tuple((str(provider), str(form)) for provider, form in often), index

    @property
    def is_exam_shock_known(self) -> bool:
        """Tell whether most have sat enough practice exams to tell how far a day's result strays."""
        exams = np.where(self.n_items > 0, self.cells.exam, -1.0)
        return bool(np.median([len(np.unique(own[own >= 0])) for own in exams]) >= MIN_EXAMS_FOR_SHOCK)


def cohort_sample(store: Store, blueprint: ExamBlueprint, as_of: date) -> CohortSample | None:
    """Draw candidates with practice exams up to a day; None where there are too few for a cohort."""
    drawn = store.query("cohort_candidates", exam_code=blueprint.code, as_of=as_of, n_most=MAX_CANDIDATES)
    if len(drawn) < MIN_CANDIDATES:
        return None
    evidence = read_evidence(store, blueprint, list(drawn.candidate_id), as_of)
    has_items = np.flatnonzero((evidence.n_items > 0).any(axis=1))
    if len(has_items) < MIN_CANDIDATES:
        return None
    known = evidence.of(has_items)
    first = np.maximum((known.n_items > 0).sum(axis=1) - MAX_CELLS, 0)
    column = first[:, None] + np.arange(min(MAX_CELLS, known.n_items.shape[1]))
    row = np.arange(len(first))[:, None]
    return CohortSample(
        n_candidates=int(drawn.n_candidates.iloc[0]),
        evidence=known,
        cells=Points(*(getattr(known.cells, field.name)[row, column] for field in fields(Points))),
        n_correct=known.n_correct[row, column],
        n_items=known.n_items[row, column],
        first=first,
    )
