"""A bounded, repeatable draw of the candidates from whom a cohort is estimated."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.evidence import EXAM_KEY, SOURCE_KEY, Evidence, cell_positions, read_evidence
from analytics.models.ability import CellCounts
from analytics.models.intervals import Floats
from analytics.models.item_easiness import Indices
from analytics.models.points import Points
from analytics.store import ColumnTable, Rows, numbered, positions

MIN_CANDIDATES = 30
"""In cohorts of 30, simulated and real, the estimated scales did at least as well as the fixed ones;
with fewer their priors keep them near the fixed ones."""

MAX_CANDIDATES = 200
"""The most candidates drawn: a scale then has an error of some 5 %, and a page stays fast."""

NAMES_AT_ONCE = 25_000
"""Candidates in a range of names, which is searched at once."""

MAX_CELLS = 40
"""The latest cells used of each candidate: the cost grows with the cube of the cells."""

MIN_FORM_CANDIDATES = 10
"""With fewer people a form's difficulty is hardly identified, and stays in each one's exam shock."""

MIN_EXAMS_FOR_SHOCK = 3
"""The exam shock is estimated if at least half of the candidates have taken this many exams."""


@dataclass(frozen=True)
class SampleForms:
    """The forms of a sample by provider and name, and each cell's form or place; -1 where it has none.

    A place is the number of earlier practice exams in the candidate's record. It is used if the form is not known: what
    is unusual in everybody's third exam may be that exam.
    """

    names: tuple[tuple[str, str], ...]
    form: Floats
    place: Floats


@dataclass(frozen=True)
class CohortSample:
    """The latest cells of the drawn candidates, (candidates, at most `MAX_CELLS`), with their evidence.

    `n_candidates` is the number of candidates drawn from; `first` is the position in the evidence of
    each candidate's first cell here.
    """

    n_candidates: int
    evidence: Evidence
    counts: CellCounts
    first: Indices

    def latest(self, cells: Points) -> Points:
        """Return the latest of the evidence's cells."""
        return cells.of(*_latest(self.first, self.counts.n_items.shape[1]))

    def table(self) -> ColumnTable:
        """Return the cells with their `row` and `column` in the sample and the `place` of their exam in its record."""
        cells = self.evidence.table
        row, column = cell_positions(cells, self.evidence.candidate_ids)
        exam, _ = numbered(cells.rows(*EXAM_KEY))
        place = np.zeros(len(cells), dtype=np.intp)
        for own in cells.positions_by("candidate_id").values():
            place[own] = exam[own] - exam[own].min()
        cells = cells.with_columns(row=row, column=column - self.first[row], place=place)
        return cells.where((cells.row >= 0) & (cells.column >= 0))

    def forms(self) -> SampleForms:
        """Return the forms that enough people have taken, and the places of all other exams."""
        cells = self.table()
        people = set(cells.rows(*SOURCE_KEY, "candidate_id"))
        n_people = Counter((provider, form) for provider, form, _ in people if form)
        common = sorted(name for name, n in n_people.items() if n >= MIN_FORM_CANDIDATES)
        form, place = np.full((2, *self.counts.n_items.shape), -1.0)
        known = positions(cells.rows(*SOURCE_KEY), common)
        form[cells.row, cells.column] = known
        place[cells.row, cells.column] = np.where(known < 0, cells.place, -1)
        return SampleForms(tuple(common), form, place)

    @property
    def is_exam_shock_known(self) -> bool:
        """Whether most candidates have taken enough practice exams to identify the exam shock."""
        exams = np.where(self.counts.n_items > 0, self.counts.cells.exam, -1.0)
        return bool(np.median([len(np.unique(own[own >= 0])) for own in exams]) >= MIN_EXAMS_FOR_SHOCK)


def cohort_sample(rows: Rows, blueprint: ExamBlueprint, as_of: date) -> CohortSample | None:
    """Draw candidates with practice exams up to a day; None if they are too few for a cohort."""
    drawn, n_candidates = _drawn(rows, blueprint, as_of)
    if len(drawn) < MIN_CANDIDATES:
        return None
    evidence = read_evidence(rows, blueprint, drawn, as_of)
    has_items = np.flatnonzero((evidence.n_items > 0).any(axis=1))
    if len(has_items) < MIN_CANDIDATES:
        return None
    own = evidence.of(has_items)
    first = np.maximum((own.n_items > 0).sum(axis=1) - MAX_CELLS, 0)
    row, column = _latest(first, min(MAX_CELLS, own.n_items.shape[1]))
    return CohortSample(
        n_candidates=n_candidates,
        evidence=own,
        counts=CellCounts(
            own.cells.of(row, column),
            own.n_correct[row, column],
            own.n_items[row, column],
            blueprint.guess_floor,
            own.has_hours,
        ),
        first=first,
    )


def _drawn(rows: Rows, blueprint: ExamBlueprint, as_of: date) -> tuple[list[str], int]:
    """Return the candidates drawn, and the number of those drawn from.

    One range of names is searched after another, so that a million need no more memory than one range.
    """
    asked = {"exam_code": blueprint.code, "as_of": as_of, "n_most": MAX_CANDIDATES}
    ranges = rows.table("name_ranges", n_most=NAMES_AT_ONCE).rows("low", "high")
    found = [rows.table("cohort_candidates", **asked, low=low, high=high) for low, high in ranges]
    by_hash = sorted(name for table in found for name in table.rows("hash", "candidate_id"))
    n_candidates = sum(int(table.n_candidates[0]) for table in found if len(table))
    return [name for _, name in by_hash[:MAX_CANDIDATES]], n_candidates


def _latest(first: Indices, n_cells: int) -> tuple[Indices, Indices]:
    return np.arange(len(first))[:, None], first[:, None] + np.arange(n_cells)
