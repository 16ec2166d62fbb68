"""Counts of each candidate's evidence: questions, exams, forms, exposure."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from analytics.estimation.evidence import Evidence
from analytics.models.stability import WINDOW_WEEKS
from analytics.store import ColumnTable


@dataclass(frozen=True, slots=True)
class EvidenceCounts:
    """Counts of one candidate's evidence; the window is the last three weeks.

    A form counts in the window if some of its questions were new; practice exams of one
    provider without a form name are one form.
    """

    n_items: int = 0
    n_seen: int = 0
    n_exams: int = 0
    first_on: date | None = None
    last_on: date | None = None
    n_new_in_window: int = 0
    n_seen_in_window: int = 0
    n_exams_in_window: int = 0
    n_forms_in_window: int = 0
    by_domain: Counter[str] = field(default_factory=Counter)


_COUNTED = ("practice_exam_id", "day", "day_number", "provider", "form", "domain_id", "seen_share", "n_items")


def counts_of_all(evidence: Evidence) -> dict[str, EvidenceCounts]:
    """Return the counts of every candidate with practice exams."""
    table = evidence.table
    n_seen = table.n_items * table.seen_share
    counted = {name: table.columns[name] for name in _COUNTED}
    table = ColumnTable({**counted, "n_seen": n_seen, "n_new": table.n_items - n_seen})
    start = np.datetime64(evidence.as_of - timedelta(weeks=WINDOW_WEEKS))
    own = evidence.table.positions_by("candidate_id")
    return {name: _counts(table.where(positions), start) for (name,), positions in own.items()}


def _counts(own: ColumnTable, start: np.datetime64) -> EvidenceCounts:
    """Return one candidate's counts; the window begins on `start`."""
    recent = own.where(own.day >= start)
    by_domain: dict[str, float] = {}
    for domain_id, n_items in own.rows("domain_id", "n_items"):
        by_domain[domain_id] = by_domain.get(domain_id, 0.0) + n_items
    return EvidenceCounts(
        n_items=round(own.n_items.sum()),
        n_seen=round(own.n_seen.sum()),
        n_exams=len(set(own.practice_exam_id.tolist())),
        first_on=date.fromordinal(int(own.day_number.min())),
        last_on=date.fromordinal(int(own.day_number.max())),
        n_new_in_window=round(recent.n_new.sum()),
        n_seen_in_window=round(recent.n_seen.sum()),
        n_exams_in_window=len(set(recent.practice_exam_id.tolist())),
        n_forms_in_window=len(set(recent.where(recent.seen_share < 1).rows("provider", "form"))),
        by_domain=Counter({domain_id: round(n_items) for domain_id, n_items in by_domain.items()}),
    )
