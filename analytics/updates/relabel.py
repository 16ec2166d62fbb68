"""Assign stored rows to domains and activities by their titles."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from analytics.ingest.mapping.labels import (
    LABELS_FORMAT,
    TITLED_TYPES,
    TitledRecord,
    TitleLabels,
    UnlabeledTitle,
    is_unlabeled,
    merged_labels,
    title_of,
    unlabeled_titles,
    with_label,
)
from analytics.ingest.mapping.map_file import map_text
from analytics.records import Row
from analytics.store import Store
from analytics.updates.import_reading import saved_mappings

SOURCE = "Titles assigned by hand"


def unlabeled_in_store(store: Store, candidate_id: str) -> tuple[UnlabeledTitle, ...]:
    """Return the titles of a candidate's rows that lack a domain or an activity."""
    return unlabeled_titles(_titled_records(store, candidate_id))


def relabel(store: Store, candidate_id: str, exam_code: str | None, labels: TitleLabels, *, made_at: datetime) -> int:
    """Apply labels to the rows under their titles, as one undoable batch, and return how many rows changed.

    With an exam, the labels are also saved for later files, all in one transaction.
    """
    changed: list[Row] = []
    for record in _titled_records(store, candidate_id):
        label = labels.get(title_of(record))
        if label is not None and is_unlabeled(record):
            changed.append(Row(str(len(changed) + 1), with_label(record, replace(label, exam_code=exam_code))))
    merged = {} if exam_code is None else merged_labels(saved_mappings(store), {exam_code: labels})
    with store.batch(SOURCE, made_at=made_at) as batch:
        for fingerprint, answers in merged.items():
            batch.save_mapping(fingerprint, LABELS_FORMAT, map_text(answers))
        return batch.add(changed).n_imported


def _titled_records(store: Store, candidate_id: str) -> Sequence[TitledRecord]:
    return [record for kind in TITLED_TYPES for record in store.records(kind, candidate_id)]
