"""Set the causes of wrong answers by hand, as an undoable batch."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from analytics.records import ErrorCause, ItemResponse, ResponseKey, Row
from analytics.store import Store

SOURCE = "causes set by hand"
SITTING = timedelta(hours=12)
"""Causes of one practice exam that are set within this time are one batch."""


def set_causes(
    store: Store, candidate_id: str, causes: Mapping[ResponseKey, ErrorCause | None], *, made_at: datetime
) -> int:
    """Set why answers were wrong, and return how many rows changed.

    Only wrong answers have a cause; None removes it. Those of one practice exam in one sitting are one batch.
    """
    exams = {exam_id for exam_id, _ in causes}
    source = f"{SOURCE} for {exams.pop()}" if len(exams) == 1 else SOURCE
    with store.reading():
        rows = [
            Row(str(number), replace(response, error_cause=causes[response.practice_exam_id, response.response_key]))
            for number, response in enumerate(store.records(ItemResponse, candidate_id), start=1)
            if not response.is_correct and (response.practice_exam_id, response.response_key) in causes
        ]
        with store.continued_batch(source, made_at=made_at, within=SITTING) as batch:
            return batch.add(rows).n_imported
