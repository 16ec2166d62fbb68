"""The easiness of items from a cohort, and the offset it gives each practice exam."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analytics.estimation.cohort_sample import CohortSample
from analytics.estimation.evidence import EXAM_KEY, Evidence
from analytics.models.intervals import Floats
from analytics.models.item_easiness import Indices, ItemAnswers, fit_item_easiness, mean_by_cell
from analytics.records import TOTAL_DOMAIN
from analytics.store import ColumnTable, Rows, numbered, positions

MIN_ORDER_SPREAD = 0.5
"""Easiness is separated from learning if the positions of an item in people's practice have at least half
the variance of all positions; if everybody meets it at the same position the two are confounded."""

ITEM = ("provider", "form", "domain_id", "item_id")
CELL = (*EXAM_KEY, "domain_id", "seen_share")


@dataclass(frozen=True)
class KnownItems:
    """The easiness of items in logits: by item, and by candidate and item without that candidate."""

    easiness: Mapping[tuple[str, ...], float]
    without_own: Mapping[tuple[str, ...], float]

    @property
    def without_answers(self) -> "KnownItems":
        """The easiness by item alone."""
        return KnownItems(self.easiness, {})

    def offsets(self, rows: Rows, evidence: Evidence) -> Floats:
        """Return the mean easiness of the items behind each row of the evidence; 0 if unknown."""
        answers = _answers(rows, evidence)
        each = answers.rows("candidate_id", *ITEM)
        fitted = np.array([self.without_own.get(own, self.easiness.get(own[1:], 0.0)) for own in each], dtype=float)
        cell, keys = numbered(answers.rows(*CELL))
        means = dict(zip(keys, (np.bincount(cell, fitted) / np.bincount(cell)).tolist(), strict=True))
        return np.array([means.get(key, 0.0) for key in evidence.table.rows(*CELL)], dtype=float)


def known_items(rows: Rows, sample: CohortSample) -> tuple[KnownItems | None, Floats]:
    """Estimate the easiness of items from first answers.

    Also returns the mean easiness in each cell of the sample, without the candidate's own answers.
    """
    first_answers = _with_positions(_answers(rows, sample.evidence), sample)
    item, items = numbered(first_answers.rows(*ITEM))
    if not _is_separable_from_learning(first_answers.place.astype(float), item):
        return None, np.zeros(sample.counts.n_items.shape)
    answers = ItemAnswers(first_answers.row, first_answers.column, item, first_answers.is_correct)
    item_domain = positions((domain_id for _, _, domain_id, _ in items), sample.evidence.blueprint.domain_ids)
    fitted = fit_item_easiness(sample.counts, answers, item_domain)
    own = list(first_answers.rows("candidate_id", *ITEM))
    by_answer = dict(zip(reversed(own), fitted.without_own.tolist()[::-1], strict=True))  # the first of equal ones
    easiness = dict(zip(items, fitted.value.tolist(), strict=True))
    return KnownItems(easiness, by_answer), mean_by_cell(fitted.without_own, answers, sample.counts.n_items.shape)


def _answers(rows: Rows, evidence: Evidence) -> ColumnTable:
    names = list(evidence.candidate_ids)
    return rows.table("item_answers", exam_code=evidence.blueprint.code, as_of=evidence.as_of, candidate_ids=names)


def _with_positions(answers: ColumnTable, sample: CohortSample) -> ColumnTable:
    """Return first answers with their cell in the sample and the position of their practice exam."""
    cells = sample.table()
    cell = positions(answers.rows(*CELL), list(cells.rows(*CELL)))
    is_first = (answers.seen_share == 0) & (answers.domain_id != TOTAL_DOMAIN) & (cell >= 0)
    found = cells.where(cell[is_first])
    return answers.where(is_first).with_columns(row=found.row, column=found.column, place=found.place)


def _is_separable_from_learning(position: Floats, item: Indices) -> bool:
    """Whether the positions of items vary enough between people."""
    if len(position) == 0:
        return False
    within = position - (np.bincount(item, position) / np.bincount(item))[item]
    return bool(within.var() >= MIN_ORDER_SPREAD * position.var())
