"""A practice exam question by question, by keyboard; answers are a draft until saved."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.updates.practice_exam_entry import ANSWERS, TypedAnswer, answers_from, item_responses, read_answers
from dashboard import components, formatting
from dashboard.forms import choices, practice_exam
from dashboard.session import manual_entry, page_state
from dashboard.text import add as text
from dashboard.text import common, names

_HERE = Path(__file__)


_sheet = st.components.v2.component(
    "cutscore_answer_sheet",
    html='<div class="sheet"></div>\n<!-- filled by the script -->',
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
)


@components.form
def render(exam: ExamBlueprint) -> None:
    st.caption(text.QUESTIONS_BODY)
    draft_name = f"{ANSWERS}{exam.code}"
    draft = manual_entry.draft(draft_name, answers_from) or []
    key = _sheet_key(exam)
    if page_state.is_drawn(key) and draft not in page_state.value_of(f"{key}_saved", (draft,)):
        st.error(common.CHANGED_ELSEWHERE)  # changed in another window
        manual_entry.reset_forms()
        key = _sheet_key(exam)
    answers = _answer_sheet(exam, draft, key=key)
    page_state.set_input(f"{key}_saved", (draft, answers))  # before they are saved, since the next key may end this run
    if answers != draft:
        changed = json.dumps([asdict(answer) for answer in answers]) if answers else None
        manual_entry.save_draft(draft_name, changed)
    if answers:
        _finish(answers, exam, draft_name, key=f"save_{key}")


def _sheet_key(exam: ExamBlueprint) -> str:
    return f"sheet_{exam.code}_{manual_entry.form_key()}"


def _finish(answers: Sequence[TypedAnswer], exam: ExamBlueprint, draft_name: str, *, key: str) -> None:
    st.markdown(text.score(sum(answer.is_correct for answer in answers), len(answers)))
    with st.expander(text.FINISH):
        errors = choices.FieldErrors()
        entry = practice_exam.conditions(exam, "questions", errors, by_domain=False)
        if st.button(text.SAVE, key=key):
            rows = item_responses(entry, practice_exam.unused_id(entry), answers)
            choices.save(rows, exam, errors=errors, done_draft=draft_name)


def _answer_sheet(exam: ExamBlueprint, draft: Sequence[TypedAnswer], *, key: str) -> Sequence[TypedAnswer]:
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
