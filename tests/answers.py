"""Responses with few words, for the tests of what is read from them one by one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from analytics.blueprint_file import shipped_blueprints
from analytics.records import Record
from analytics.reports.candidate_exam import CandidateExam, read_candidate_exam
from analytics.reports.response_log import LoggedResponse
from tests.builders import EXAM, TODAY, store_with

A_DAY = date(2026, 11, 7)

_PLAIN = LoggedResponse(
    practice_exam_id="p",
    response_key="#1",
    day=A_DAY,
    provider="Provider A",
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


def known_from(folder: Path, records: Sequence[Record], *, exam_code: str = EXAM) -> CandidateExam:
    """Read what some records say of the candidate and an exam on the tests' day."""
    folder.mkdir(exist_ok=True)
    return read_candidate_exam(store_with(folder, records), shipped_blueprints()[exam_code], "me", TODAY)
