"""Suggested causes follow from the log, and are not counted."""

from dataclasses import replace
from typing import Any

import pytest

from analytics.records import Confidence, ErrorCause, Record
from analytics.reports.practice.causes import Hint, Suggestion
from analytics.reports.practice.mistakes import mistakes_report
from tests.inputs.answers import caused, mistakes_of
from tests.inputs.builders import fitted_from, plan

PAIR = {"chosen": "Firehose", "correct_answer": "Kinesis Data Streams"}


@pytest.mark.parametrize(
    ("changes", "suggested"),
    [
        (PAIR, Suggestion(ErrorCause.CONFUSED_PAIR, Hint.LOOK_ALIKES)),
        ({**PAIR, "error_cause": ErrorCause.MISREAD}, None),
        ({"is_flagged": True, "is_revisited": False}, Suggestion(ErrorCause.TIMING, Hint.LEFT_FLAGGED)),
        ({"is_flagged": True}, None),
        ({"response_time_s": 270.0}, Suggestion(ErrorCause.TIMING, Hint.FAR_OVER_LIMIT)),
        ({"response_time_s": 269.0}, None),
        ({"response_time_s": 27.0}, Suggestion(ErrorCause.TIMING, Hint.FAR_UNDER)),
        ({"response_time_s": 28.0}, None),
        ({"confidence": Confidence.GUESS}, Suggestion(ErrorCause.KNOWLEDGE, Hint.GUESSED)),
        ({"confidence": Confidence.UNSURE}, None),
        ({"chosen": "B", "correct_answer": "D"}, None),
    ],
)
def test_a_cause_is_suggested_by_what_the_log_shows(changes: dict[str, Any], suggested: Suggestion | None) -> None:
    """With a limit of three minutes and the exam's 166 seconds; a cause that is set gets no suggestion."""
    report = mistakes_of([replace(caused([None])[0], **changes)])
    assert report.mistakes[0].suggestion == suggested
    assert report.n_with_cause == int("error_cause" in changes)


def test_what_was_confused_before_is_suggested_again() -> None:
    """Even if no list contains the pair."""
    rows = caused([ErrorCause.CONFUSED_PAIR, None])
    report = mistakes_of([replace(row, chosen="Foo", correct_answer="Bar") for row in rows])
    assert report.without_cause[0].suggestion == Suggestion(ErrorCause.CONFUSED_PAIR, Hint.CONFUSED_BEFORE)


def test_the_limit_is_that_of_the_plan() -> None:
    """At one minute a question, ninety seconds are far over."""
    rows: list[Record] = [replace(caused([None])[0], response_time_s=90.0), replace(plan(), minutes_per_item=1.0)]
    report = mistakes_report(fitted_from(rows))
    assert report.mistakes[0].suggestion == Suggestion(ErrorCause.TIMING, Hint.FAR_OVER_LIMIT)
