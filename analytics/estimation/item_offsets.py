"""The questions whose easiness is known from a cohort, and what that means for each practice exam."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.estimation.cohort_sample import CohortSample
from analytics.estimation.evidence import EXAM_KEY, Evidence, cell_positions
from analytics.models.intervals import Floats
from analytics.models.item_easiness import Indices, ItemAnswers, fit_item_easiness, mean_by_cell
from analytics.records import TOTAL_DOMAIN
from analytics.store import Rows

MIN_ORDER_SPREAD = 0.5
"""Easiness is told from learning where the place of an item in people's practice differs between them
by half of what places differ at all; where all meet it at the same place the two are one."""

ITEM = ["provider", "form", "domain_id", "item_id"]
CELL = [*EXAM_KEY, "domain_id", "seen_share"]


@dataclass(frozen=True)
class KnownItems:
    """The easiness of items in logits: by item, and by candidate and item without that candidate."""

    easiness: "pd.Series[float]"
    without_own: "pd.Series[float]"

    def offsets(self, rows: Rows, evidence: Evidence) -> Floats:
        """Give the mean easiness of the items behind each row of the evidence; 0 where none is known."""
        answers, own = _answers(rows, evidence), ["candidate_id", *ITEM]
        of_item = answers.merge(self.easiness, how="left", left_on=ITEM, right_index=True).easiness
        of_answer = answers.merge(self.without_own, how="left", left_on=own, right_index=True).without_own
        known = answers.assign(easiness=of_answer.fillna(of_item).fillna(0.0))
        means = known.groupby(CELL).easiness.mean()
        return np.asarray(evidence.table[CELL].merge(means, how="left", on=CELL).easiness.fillna(0.0), dtype=float)


def known_items(rows: Rows, sample: CohortSample) -> tuple[KnownItems | None, Floats]:
    """Estimate the easiness of items from the answers to them when they were new.

    With it comes its mean in each cell of the sample, each without the candidate's own answers.
    """
    known = _placed(_answers(rows, sample.evidence), sample)
    item, index = pd.factorize(pd.MultiIndex.from_frame(known[ITEM]))
    if not _is_told_from_learning(known.place.to_numpy(dtype=float), item):
        return None, np.zeros(sample.n_items.shape)
    answers = ItemAnswers(
        known.row.to_numpy(dtype=np.intp),
        known.column.to_numpy(dtype=np.intp),
        item,
        known.is_correct.to_numpy(dtype=float),
    )
    blueprint = sample.evidence.blueprint
    items = pd.MultiIndex.from_tuples(index, names=ITEM)
    found = fit_item_easiness(
        sample.cells,
        sample.n_correct,
        sample.n_items,
        answers,
        pd.Index(blueprint.domain_ids).get_indexer(items.get_level_values("domain_id")),
        guess_floor=blueprint.guess_floor,
        has_hours=sample.evidence.has_hours,
    )
    by_answer = known.assign(without_own=found.without_own).groupby(["candidate_id", *ITEM]).without_own.first()
    easiness = pd.Series(found.value, items, name="easiness")
    return KnownItems(easiness, by_answer), mean_by_cell(found.without_own, answers, sample.n_items.shape)


def _answers(rows: Rows, evidence: Evidence) -> pd.DataFrame:
    """Read the answers to items that stand behind the evidence."""
    names = list(evidence.candidate_ids)
    return rows.query("item_answers", exam_code=evidence.blueprint.code, as_of=evidence.as_of, candidate_ids=names)


def _placed(answers: pd.DataFrame, sample: CohortSample) -> pd.DataFrame:
    """Give the answers to new items with their cell in the sample and the place of their practice exam."""
    cells, row, column = cell_positions(sample.evidence.table, sample.evidence.candidate_ids)
    exam = cells.groupby(EXAM_KEY, sort=False).ngroup()
    place = exam - exam.groupby(cells.candidate_id).transform("min")
    places = cells[CELL].assign(row=row, column=column - sample.first[row], place=place)
    known = answers[(answers.seen_share == 0) & (answers.domain_id != TOTAL_DOMAIN)].merge(places, on=CELL)
    return known[(known.row >= 0) & (known.column >= 0)]


def _is_told_from_learning(place: Floats, item: Indices) -> bool:
    """Tell whether items come at places different enough between people; without answers they do not."""
    if len(place) == 0:
        return False
    within = place - (np.bincount(item, place) / np.bincount(item))[item]
    return bool(within.var() >= MIN_ORDER_SPREAD * place.var())
