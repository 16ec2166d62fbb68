"""Rows that are in the file already, assigned to domains and activities by what their titles mean."""

from collections.abc import Sequence
from datetime import datetime

from analytics.ingest.mapping.labels import (
    TITLED,
    Meanings,
    OpenTitle,
    Titled,
    is_open,
    open_titles,
    title_of,
    with_meaning,
)
from analytics.records import Row
from analytics.store import Store
from analytics.updates.import_files import remember_meanings

SOURCE = "titles assigned by hand"


def unassigned(store: Store, candidate_id: str) -> tuple[OpenTitle, ...]:
    """List the titles of a candidate's rows that count for no domain, or of which nobody said what was done."""
    return open_titles(_rows(store, candidate_id))


def assign(store: Store, candidate_id: str, exam_code: str | None, meanings: Meanings, *, made_at: datetime) -> int:
    """Assign the rows under titles, as one batch that can be undone; give how many rows changed.

    What the titles mean in domains of the exam is remembered for later files.
    """
    changed: list[Row] = []
    for row in _rows(store, candidate_id):
        meaning = meanings.get(title_of(row))
        if meaning is not None and is_open(row):
            changed.append(Row(str(len(changed) + 1), with_meaning(row, meaning)))
    with store.batch(SOURCE, made_at=made_at) as batch:
        n_changed = batch.add(changed).n_imported
    if exam_code is not None:
        remember_meanings(store, {exam_code: meanings})
    return n_changed


def _rows(store: Store, candidate_id: str) -> Sequence[Titled]:
    return [row for kind in TITLED for row in store.records(kind, candidate_id)]
