"""Responses in few words, and reports of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from analytics.records import ErrorCause, ItemResponse, Record
from analytics.reports.practice.mistakes import MistakesReport, mistakes_report
from analytics.reports.practice.pace import PaceReport, pace_report
from analytics.reports.practice.response_log import LoggedResponse
from tests.inputs.builders import fitted_from, responses

A_DAY = date(2026, 11, 7)

_PLAIN = LoggedResponse(
    practice_exam_id="p",
    response_key="#1",
    day=A_DAY,
    position=1,
    domain_id="1",
    task_id=None,
    services=(),
    is_correct=True,
    response_time_s=None,
    is_flagged=None,
    is_revisited=None,
    confidence=None,
    error_cause=None,
    chosen=None,
    correct_answer=None,
    is_untimed=False,
    was_seen=False,
)


def logged(mark: str = "+", **changes: Any) -> LoggedResponse:
    """Return a logged response, correct with the mark +."""
    return replace(_PLAIN, is_correct=mark == "+", **changes)


FIRST = date(2026, 10, 3)


def caused(causes: Sequence[ErrorCause | None], day: date = FIRST) -> list[ItemResponse]:
    """Return wrong answers of one practice exam with their causes."""
    rows = responses(f"p {day}", day, "-" * len(causes))
    return [replace(row, error_cause=cause) for row, cause in zip(rows, causes, strict=True)]


def timed(times_s: Sequence[float | None], day: date = FIRST, **changes: Any) -> list[ItemResponse]:
    """Return correct answers of one practice exam with their response times."""
    rows = responses(f"p {day}", day, "+" * len(times_s))
    return [replace(row, response_time_s=t, **changes) for row, t in zip(rows, times_s, strict=True)]


def mistakes_of(rows: Sequence[Record]) -> MistakesReport:
    return mistakes_report(fitted_from(rows))


def pace_of(rows: Sequence[Record], **tried: float) -> PaceReport:
    """Report the pace of some records, if given by a limit to try."""
    return pace_report(fitted_from(rows), **tried)
