"""A sheet on which each question of a practice exam takes one key; the browser holds the list."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import Confidence, ErrorCause
from analytics.updates.practice_exam_entry import TypedAnswer
from dashboard import formatting
from dashboard.text import add as text
from dashboard.text import common

_HERE = Path(__file__)


_sheet = st.components.v2.component(
    "cutscore_answer_sheet",
    html='<div class="sheet"></div>\n<!-- filled by the script -->',
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
)


def answer_sheet(exam: ExamBlueprint, draft: Sequence[TypedAnswer], *, key: str) -> Sequence[TypedAnswer]:
    """Draw the sheet, filled with a draft at first, and return its answers."""
    result = _sheet(
        key=key,
        data={
            "answers": [asdict(answer) for answer in draft],
            "domain": draft[-1].domain_id if draft else exam.domain_ids[0],
            "domains": {d.domain_id: text.domain_name(d.domain_id, d.name) for d in exam.domains},
            "causes": {str(cause): label for cause, label in text.CAUSES.items()},
            "confidences": {
                str(confidence): [formatting.capitalized(label), text.CONFIDENCE_KEYS[confidence]]
                for confidence, label in common.CONFIDENCES.items()
            },
            "words": dict(text.SHEET_WORDS),
        },
        on_answers_change=lambda: None,  # or the result would have no answers
    )
    return draft if result.answers is None else read_answers(result.answers)


def read_answers(values: Sequence[Mapping[str, object]]) -> list[TypedAnswer]:
    """Read answers as the browser sends them and as drafts are stored."""
    return [
        TypedAnswer(
            domain_id=str(value["domain_id"]),
            is_correct=value["is_correct"] is True,
            is_flagged=value["is_flagged"] is True,
            confidence=None if value["confidence"] is None else Confidence(str(value["confidence"])),
            error_cause=None if value["error_cause"] is None else ErrorCause(str(value["error_cause"])),
        )
        for value in values
    ]
