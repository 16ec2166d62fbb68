"""A practice exam question by question, by keyboard; answers are a draft until they are saved."""

import json
from collections.abc import Sequence
from dataclasses import asdict

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.updates.practice_exam_entry import ANSWERS, TypedAnswer, answers_from, item_responses
from dashboard import components
from dashboard.forms import choices, practice_exam
from dashboard.forms.answer_sheet import answer_sheet
from dashboard.forms.field_errors import FieldErrors
from dashboard.session import manual_entry
from dashboard.text import add as text


@components.form
def render(exam: ExamBlueprint) -> None:
    """Draw the sheet, and below it the score so far and the button."""
    st.caption(text.QUESTIONS_BODY)
    draft_name = f"{ANSWERS}{exam.code}"
    draft = manual_entry.draft(draft_name, answers_from) or []
    answers = answer_sheet(exam, draft, key=f"sheet_{exam.code}_{manual_entry.n_saved()}")
    if answers != draft:
        changed = json.dumps([asdict(answer) for answer in answers]) if answers else None
        manual_entry.save_draft(draft_name, changed)
    if answers:
        _finish(answers, exam, draft_name)


def _finish(answers: Sequence[TypedAnswer], exam: ExamBlueprint, draft_name: str) -> None:
    """Draw the score so far, ask for the conditions, and save."""
    st.markdown(text.score(sum(answer.is_correct for answer in answers), len(answers)))
    with st.expander(text.FINISH):
        errors = FieldErrors()
        entry = practice_exam.conditions(exam, "questions", errors)
        if st.button(text.SAVE):
            rows = item_responses(entry, practice_exam.unused_id(entry), answers)
            choices.save(rows, exam, errors=errors, done_draft=draft_name)
