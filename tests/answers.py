"""Responses with few words, for the tests of what is read from them one by one."""

from dataclasses import replace
from datetime import date
from typing import Any

from analytics.reports.response_log import LoggedResponse

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
    """Make a logged response from its mark, + or -."""
    return replace(_PLAIN, is_correct=mark == "+", **changes)
