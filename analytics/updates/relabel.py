"""Rows that are in the file already, assigned to domains and activities by what their titles mean."""

from collections.abc import Sequence
from datetime import datetime

from analytics.ingest.mapping.labels import (
    TITLED_TYPES,
    TitledRecord,
    TitleLabels,
    UnlabeledTitle,
    is_unlabeled,
    title_of,
    unlabeled_titles,
    with_label,
)
from analytics.records import Row
from analytics.store import Store
from analytics.updates.import_files import save_labels

SOURCE = "titles assigned by hand"


def unlabeled_in_store(store: Store, candidate_id: str) -> tuple[UnlabeledTitle, ...]:
    """List the titles of a candidate's rows that count for no domain, or of which nobody said what was done."""
    return unlabeled_titles(_rows(store, candidate_id))


def relabel(store: Store, candidate_id: str, exam_code: str | None, labels: TitleLabels, *, made_at: datetime) -> int:
    """Assign the rows under titles, as one batch that can be undone; give how many rows changed.

    What the titles mean in domains of the exam is remembered for later files.
    """
    changed: list[Row] = []
    for row in _rows(store, candidate_id):
        label = labels.get(title_of(row))
        if label is not None and is_unlabeled(row):
            changed.append(Row(str(len(changed) + 1), with_label(row, label)))
    with store.batch(SOURCE, made_at=made_at) as batch:
        n_changed = batch.add(changed).n_imported
    if exam_code is not None:
        save_labels(store, {exam_code: labels})
    return n_changed


def _rows(store: Store, candidate_id: str) -> Sequence[TitledRecord]:
    return [row for kind in TITLED_TYPES for row in store.records(kind, candidate_id)]
