"""Set the causes of wrong answers by hand, as an undoable batch."""

from dataclasses import replace
from datetime import datetime, timedelta

from analytics.records import ErrorCause, ItemResponse, ResponseKey, Row
from analytics.store import Store

SOURCE = "Causes set by hand"
SITTING = timedelta(hours=12)
"""Causes of one practice exam that are set within this time are one batch."""


def set_cause(
    store: Store,
    candidate_id: str,
    key: ResponseKey,
    cause: ErrorCause | None,
    *,
    expected: ErrorCause | None,
    made_at: datetime,
) -> tuple[ErrorCause | None, int]:
    """Set why an answer was wrong, unless the file has a cause other than the expected one.

    Only wrong answers have a cause; None removes it. Causes of one practice exam set in one sitting are one batch.
    Return the cause in the file before, and how many rows changed: 0 or 1.
    """
    with store.continued_batch(f"{SOURCE} for {key[0]}", made_at=made_at, within=SITTING) as batch:
        rows = store.records(ItemResponse, candidate_id)
        stored = next((r for r in rows if (r.practice_exam_id, r.response_key) == key and not r.is_correct), None)
        before = None if stored is None else stored.error_cause
        if stored is None or before is not expected:
            return before, 0
        return before, batch.add([Row("1", replace(stored, error_cause=cause))]).n_imported
