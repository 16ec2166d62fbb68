"""The result of the real exam, with the words of its score report."""

from datetime import date

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import ExamOutcome
from analytics.updates.practice_exam_entry import domain_outcomes
from dashboard import components
from dashboard.forms import choices, report_words
from dashboard.forms.field_errors import FieldErrors
from dashboard.session import manual_entry, scope
from dashboard.text import add as text


@components.form
def render(exam: ExamBlueprint, planned_on: date | None = None, *, is_next: bool = False) -> None:
    """Ask for the day, the result, the score and the words by domain; the button stands out if that comes next."""
    errors = FieldErrors()
    with st.form("outcome"):
        day_at, result_at, score_at = st.columns(3)
        with day_at:
            taken_on = choices.day("outcome_day", "taken_on", errors, planned_on)
        with result_at:
            result = st.radio(text.RESULT, [text.PASSED, text.FAILED], None, horizontal=True)
            errors.place("is_passed")
        score = errors.number(
            score_at, text.SCORE, "scaled_score", value=None, step=1.0, help=text.SCORE_HELP, key="outcome_score"
        )
        with st.expander(text.REPORT_WORDS):
            words = report_words.ask(exam, f"words_{exam.code}_{manual_entry.n_saved()}")
        if st.form_submit_button(text.SAVE, type="primary" if is_next else "secondary", key="save_outcome"):
            if result is None:
                errors.show("is_passed", text.missing_field(text.RESULT))
                return
            whole = ExamOutcome(
                taken_on=taken_on,
                exam_code=exam.code,
                scaled_score=score,
                is_passed=result == text.PASSED,
            )
            scope.choose_exam(exam.code)  # after a pass the next planned exam would be shown
            choices.save([whole, *domain_outcomes(whole, words)], exam, errors=errors)
