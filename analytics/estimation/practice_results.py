"""Results of practice exams: raw scores with the range of chance alone."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.estimation.evidence import MOSTLY_SEEN, Evidence
from analytics.models.intervals import Floats, Interval, wilson
from analytics.store import numbered

N_LATEST_EXAMS = 5
"""Latest practice exams whose median size is a candidate's usual one."""

MIN_EXAM_SHARE = 0.1
"""A set of a smaller share of the real exam's questions is no practice exam to propose again."""


@dataclass(frozen=True, slots=True)
class PracticeResult:
    """One practice exam, as a whole or in one domain; shares are 0-1.

    `share` is the raw share correct; its range reflects only the number of questions. `provider_place` is the
    provider's place among the candidate's in alphabetical order, so that it has one shape in all charts.
    """

    practice_exam_id: str
    day: date
    provider: str
    provider_place: int
    form: str
    n_items: int
    n_correct: int
    seen_share: float
    share: Interval

    @property
    def is_mostly_seen(self) -> bool:
        """Whether most questions had been seen before."""
        return self.seen_share >= MOSTLY_SEEN


def practice_results(evidence: Evidence, domain_id: str | None = None) -> tuple[PracticeResult, ...]:
    """Return the practice exams of the one candidate of the evidence, oldest first.

    Args:
        evidence: The evidence of one candidate.
        domain_id: Count only the questions of this domain; None for all.
    """
    table = evidence.table if domain_id is None else evidence.table.where(evidence.table.domain_id == domain_id)
    providers = sorted(evidence.provider_names)
    exam, keys = numbered(table.rows("day_number", "practice_exam_id", "provider", "form"))
    n_items, n_correct, n_seen = (
        np.bincount(exam, values, minlength=len(keys)).tolist()
        for values in (table.n_items, table.n_correct, table.n_items * table.seen_share)
    )
    return tuple(
        PracticeResult(
            practice_exam_id=practice_exam_id,
            day=date.fromordinal(int(day_number)),
            provider=provider,
            provider_place=providers.index(provider),
            form=form,
            n_items=round(n),
            n_correct=round(right),
            seen_share=seen / n,
            share=wilson(right, n),
        )
        for (day_number, practice_exam_id, provider, form), n, right, seen in zip(
            keys, n_items, n_correct, n_seen, strict=True
        )
    )


def usual_exam_sizes(evidence: Evidence) -> Floats:
    """Return the usual number of questions of each candidate's practice exams, (candidates,).

    It is the median of the latest ones that are no mere handful of questions; without any, all questions of the real
    exam, unscored ones too.
    """
    blueprint = evidence.blueprint
    whole = blueprint.n_scored_items + (blueprint.n_unscored_items or 0)
    usual = []
    for own, n_items in zip(evidence.cells.exam.tolist(), evidence.n_items.tolist(), strict=True):
        sizes: dict[float, float] = {}
        for exam, n in zip(own, n_items, strict=True):
            sizes[exam] = sizes.get(exam, 0.0) + n
        large = [size for size in sizes.values() if size and size >= MIN_EXAM_SHARE * whole]
        latest = sorted(large[-N_LATEST_EXAMS:]) or [whole]
        usual.append(round((latest[len(latest) // 2] + latest[(len(latest) - 1) // 2]) / 2))
    return np.array(usual, dtype=float)
