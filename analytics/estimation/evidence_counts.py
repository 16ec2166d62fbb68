"""Counts of each candidate's evidence: questions, exams, forms, exposure."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd

from analytics.estimation.evidence import Evidence
from analytics.models.stability import WINDOW_WEEKS


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


def counts_of_all(evidence: Evidence) -> dict[str, EvidenceCounts]:
    """Return the counts of every candidate with practice exams."""
    start = evidence.as_of - timedelta(weeks=WINDOW_WEEKS)
    is_recent = evidence.table.day.dt.date >= start
    n_seen = evidence.table.n_items * evidence.table.seen_share
    table = evidence.table.assign(
        n_seen=n_seen,
        n_new_in_window=(evidence.table.n_items - n_seen).where(is_recent, 0.0),
        n_seen_in_window=n_seen.where(is_recent, 0.0),
    )
    by_candidate, recent = table.groupby("candidate_id"), table[is_recent]
    new_forms = recent[recent.seen_share < 1].drop_duplicates(["candidate_id", "provider", "form"])
    totals = by_candidate[["n_items", "n_seen", "n_new_in_window", "n_seen_in_window"]].sum()
    totals["n_exams"] = by_candidate.practice_exam_id.nunique()
    totals["n_exams_in_window"] = recent.groupby("candidate_id").practice_exam_id.nunique()
    totals["n_forms_in_window"] = new_forms.groupby("candidate_id").size()
    totals = totals.fillna(0.0).round().astype(int)
    days = pd.DataFrame({"first_on": by_candidate.day.min().dt.date, "last_on": by_candidate.day.max().dt.date})
    by_domain = _items_by_domain(table)
    return {
        str(name): EvidenceCounts(**{str(key): count for key, count in counts.items()}, by_domain=by_domain[str(name)])
        for name, counts in totals.join(days).to_dict("index").items()
    }


def _items_by_domain(table: pd.DataFrame) -> dict[str, Counter[str]]:
    """Return each candidate's number of questions by domain."""
    sums = table.groupby(["candidate_id", "domain_id"], as_index=False).n_items.sum()
    counted: dict[str, Counter[str]] = {}
    for name, domain_id, n_items in zip(sums.candidate_id, sums.domain_id, sums.n_items, strict=True):
        counted.setdefault(name, Counter())[domain_id] = round(n_items)
    return counted
