"""The easiness of items from a cohort, and the offset it gives each practice exam."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.estimation.cohort_sample import CohortSample
from analytics.estimation.evidence import EXAM_KEY, Evidence
from analytics.models.intervals import Floats
from analytics.models.item_easiness import Indices, ItemAnswers, fit_item_easiness, mean_by_cell
from analytics.records import TOTAL_DOMAIN
from analytics.store import Rows

MIN_ORDER_SPREAD = 0.5
"""Easiness is separated from learning if the positions of an item in people's practice have at least half
the variance of all positions; if everybody meets it at the same position the two are confounded."""

ITEM = ["provider", "form", "domain_id", "item_id"]
CELL = [*EXAM_KEY, "domain_id", "seen_share"]


@dataclass(frozen=True)
class KnownItems:
    """The easiness of items in logits: by item, and by candidate and item without that candidate."""

    easiness: "pd.Series[float]"
    without_own: "pd.Series[float]"

    @property
    def without_answers(self) -> "KnownItems":
        """The easiness by item alone."""
        return KnownItems(self.easiness, self.without_own.iloc[:0].reset_index(drop=True))

    def offsets(self, rows: Rows, evidence: Evidence) -> Floats:
        """Return the mean easiness of the items behind each row of the evidence; 0 if unknown."""
        answers, own = _answers(rows, evidence), ["candidate_id", *ITEM]
        of_item = answers.merge(self.easiness, how="left", left_on=ITEM, right_index=True).easiness
        of_answer = answers.merge(self.without_own, how="left", left_on=own, right_index=True).without_own
        fitted = answers.assign(easiness=of_answer.fillna(of_item).fillna(0.0))
        means = fitted.groupby(CELL).easiness.mean()
        return np.asarray(evidence.table[CELL].merge(means, how="left", on=CELL).easiness.fillna(0.0), dtype=float)


def known_items(rows: Rows, sample: CohortSample) -> tuple[KnownItems | None, Floats]:
    """Estimate the easiness of items from first answers.

    Also returns the mean easiness in each cell of the sample, without the candidate's own answers.
    """
    first_answers = _with_positions(_answers(rows, sample.evidence), sample)
    item, index = pd.factorize(pd.MultiIndex.from_frame(first_answers[ITEM]))
    if not _is_separable_from_learning(first_answers.place.to_numpy(dtype=float), item):
        return None, np.zeros(sample.n_items.shape)
    answers = ItemAnswers(
        first_answers.row.to_numpy(dtype=np.intp),
        first_answers.column.to_numpy(dtype=np.intp),
        item,
        first_answers.is_correct.to_numpy(dtype=float),
    )
    blueprint = sample.evidence.blueprint
    items = pd.MultiIndex.from_tuples(index, names=ITEM)
    fitted = fit_item_easiness(
        sample.cells,
        sample.n_correct,
        sample.n_items,
        answers,
        pd.Index(blueprint.domain_ids).get_indexer(items.get_level_values("domain_id")),
        guess_floor=blueprint.guess_floor,
        has_hours=sample.evidence.has_hours,
    )
    by_answer = (
        first_answers.assign(without_own=fitted.without_own).groupby(["candidate_id", *ITEM]).without_own.first()
    )
    easiness = pd.Series(fitted.value, items, name="easiness")
    return KnownItems(easiness, by_answer), mean_by_cell(fitted.without_own, answers, sample.n_items.shape)


def _answers(rows: Rows, evidence: Evidence) -> pd.DataFrame:
    """Return the answers to items behind the evidence."""
    names = list(evidence.candidate_ids)
    return rows.query("item_answers", exam_code=evidence.blueprint.code, as_of=evidence.as_of, candidate_ids=names)


def _with_positions(answers: pd.DataFrame, sample: CohortSample) -> pd.DataFrame:
    """Return first answers with their cell in the sample and the position of their practice exam."""
    cells = sample.table()[[*CELL, "row", "column", "place"]]
    return answers[(answers.seen_share == 0) & (answers.domain_id != TOTAL_DOMAIN)].merge(cells, on=CELL)


def _is_separable_from_learning(position: Floats, item: Indices) -> bool:
    """Whether the positions of items vary enough between people."""
    if len(position) == 0:
        return False
    within = position - (np.bincount(item, position) / np.bincount(item))[item]
    return bool(within.var() >= MIN_ORDER_SPREAD * position.var())
