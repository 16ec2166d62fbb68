"""Evidence by task for the gap audit."""

from datetime import date

from analytics.records import ItemResponse
from analytics.reports.study.task_evidence import task_evidence
from tests.inputs.builders import EXAM, fitted_from, rating


def test_tasks_count_a_question_once() -> None:
    """A repeated question counts as it was first answered."""
    responses = [
        ItemResponse(
            practice_exam_id=f"exam {day}",
            response_key="q1",
            taken_at=date(2026, 11, day),
            exam_code=EXAM,
            item_id="q1",
            domain_id="1",
            task_id="1.1",
            is_correct=day > 1,
        )
        for day in (1, 8)
    ]
    candidate = fitted_from([*responses, rating("1", 4, task_id="1.1")])
    first, second, *_ = task_evidence(candidate)["1"]
    assert (first.task_id, first.rating, first.n_correct, first.n_items) == ("1.1", 4, 0, 1)
    assert (second.rating, second.n_items) == (None, 0)
    assert first.share.value < second.share.value
