"""The page of manual entry: one form per kind of row."""

from collections.abc import Callable, Mapping

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from dashboard import components
from dashboard.forms import (
    answer_sheet,
    check_in,
    corrections,
    exam_choice,
    outcome,
    practice_exam,
    self_ratings,
    study_session,
)
from dashboard.session import own_database, page_state
from dashboard.text import add as text

_WITH_EXAM: Mapping[str, Callable[[ExamBlueprint], None]] = {
    text.EXAM: practice_exam.render,
    text.QUESTIONS: answer_sheet.render,
    text.RATINGS: self_ratings.render,
    text.OUTCOME: outcome.render,
}
_FORMS = (text.SESSION, *_WITH_EXAM, text.CHECK_IN, text.CORRECT)


def render() -> None:
    """Draw the chosen form, by default the most frequent one."""
    with components.sentences_for_errors():
        page_state.open_tab(components.FORM, components.FORM, _FORMS)
        page_state.preset(components.FORM, text.SESSION)
        chosen = st.pills(
            text.WHAT,
            _FORMS,
            required=True,
            key=components.FORM,
            persist_state="session",
            on_change=page_state.name_in_address,
            args=(components.FORM, components.FORM),
        )
        exam = own_database.exam()
        if chosen == text.SESSION:
            study_session.render(exam)
        elif chosen == text.CHECK_IN:
            check_in.render(exam)
        elif chosen == text.CORRECT:
            corrections.render()
        elif exam is None:
            st.markdown(text.NEEDS_EXAM)
            exam_choice.render()
        else:
            _WITH_EXAM[str(chosen)](exam)
        corrections.undo_recent()
