"""A sheet on which each question of a practice exam takes one key; the browser holds the list."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.updates.practice_exam_entry import TypedAnswer, read_answers
from dashboard import formatting
from dashboard.text import add as text
from dashboard.text import common, names

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
            "domains": {d.domain_id: text.id_and_name(d.domain_id, d.name) for d in exam.domains},
            "causes": {str(cause): label for cause, label in names.CAUSES.items()},
            "confidences": {
                str(confidence): [formatting.capitalized(label), text.CONFIDENCE_KEYS[confidence]]
                for confidence, label in common.CONFIDENCES.items()
            },
            "words": dict(text.SHEET_WORDS),
        },
        on_answers_change=lambda: None,  # or the result would have no answers
    )
    return draft if result.answers is None else read_answers(result.answers)
