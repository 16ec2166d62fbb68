"""Counts of each candidate's evidence: questions, exams, forms, exposure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.clock import DAYS_PER_WEEK
from analytics.estimation.evidence import Evidence
from analytics.models.growth import is_pause
from analytics.models.intervals import Floats
from analytics.models.stability import WINDOW_WEEKS
from analytics.records.column_table import Column
from analytics.store import ColumnTable, numbered


@dataclass(frozen=True, slots=True)
class EvidenceCounts:
    """Counts of one candidate's evidence; the window is the last three weeks.

    `begun_on` is the first day of practice since the last pause, from which `n_exams_since_pause` counts.
    A form counts in the window if some of its questions were new; practice exams of one
    provider without a form name are one form.
    """

    n_items: int = 0
    n_seen: int = 0
    n_exams: int = 0
    n_exams_since_pause: int = 0
    first_on: date | None = None
    begun_on: date | None = None
    last_on: date | None = None
    n_new_in_window: int = 0
    n_seen_in_window: int = 0
    n_exams_in_window: int = 0
    n_forms_in_window: int = 0
    by_domain: Counter[str] = field(default_factory=Counter)


def counts_of_all(evidence: Evidence) -> dict[str, EvidenceCounts]:
    """Return the counts of every candidate with practice exams."""
    table = evidence.table
    own, names = numbered(table.candidate_id.tolist())
    is_recent = table.day >= np.datetime64(evidence.as_of - timedelta(weeks=WINDOW_WEEKS))
    n_seen = table.n_items * table.seen_share
    n_new = table.n_items - n_seen
    first, last = np.full(len(names), np.inf), np.zeros(len(names))
    np.minimum.at(first, own, table.day_number)
    np.maximum.at(last, own, table.day_number)
    begun = _days_begun(own, table.day_number, first)

    def total(values: Floats) -> list[int]:
        return [round(value) for value in np.bincount(own, values, minlength=len(names)).tolist()]

    def distinct(chosen: Column, *columns: str) -> list[int]:
        found = set(table.with_columns(own=own).where(chosen).rows("own", *columns))
        n_of = Counter(row[0] for row in found)
        return [n_of[k] for k in range(len(names))]

    counts: Mapping[str, Sequence[Any]] = {
        "n_items": total(table.n_items),
        "n_seen": total(n_seen),
        "n_exams": distinct(table.n_items >= 0, "practice_exam_id"),
        "n_exams_since_pause": distinct(table.day_number >= begun[own], "practice_exam_id"),
        "begun_on": [date.fromordinal(day) for day in begun.astype(int).tolist()],
        "first_on": [date.fromordinal(day) for day in first.astype(int).tolist()],
        "last_on": [date.fromordinal(day) for day in last.astype(int).tolist()],
        "n_new_in_window": total(n_new * is_recent),
        "n_seen_in_window": total(n_seen * is_recent),
        "n_exams_in_window": distinct(is_recent, "practice_exam_id"),
        "n_forms_in_window": distinct(is_recent & (table.seen_share < 1), "provider", "form"),
        "by_domain": _by_domain(table, own, len(names)),
    }
    return {
        name: EvidenceCounts(**{field: values[k] for field, values in counts.items()}) for k, name in enumerate(names)
    }


def _days_begun(own: NDArray[np.intp], day_number: Floats, first: Floats) -> Floats:
    """Return the first day of practice after each candidate's last pause, else their first, (candidates,)."""
    order = np.lexsort((day_number, own))
    who, days = own[order], day_number[order]
    is_after_pause = is_pause(np.diff(days) / DAYS_PER_WEEK) & (np.diff(who) == 0)
    begun = first.copy()
    np.maximum.at(begun, who[1:], days[1:] * is_after_pause)
    return begun


def _by_domain(table: ColumnTable, own: NDArray[np.intp], n_candidates: int) -> list[Counter[str]]:
    domain, domain_ids = numbered(table.domain_id.tolist())
    shape = n_candidates, len(domain_ids)
    n_items = np.bincount(own * shape[1] + domain, table.n_items, minlength=shape[0] * shape[1]).reshape(shape)
    return [Counter(dict(zip(domain_ids, map(round, row), strict=True))) for row in n_items.tolist()]
