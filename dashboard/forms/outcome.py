"""The result of the real exam, with the words of its score report."""

from datetime import date

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import ExamOutcome
from analytics.updates.score_report_words import domain_outcomes
from dashboard.forms import choices, report_words
from dashboard.session import manual_entry, own_database
from dashboard.text import add as text


def render(exam: ExamBlueprint, planned_on: date | None = None) -> None:
    """Ask for the day, the result, the score and the words by domain."""
    with st.form("outcome"):
        day_at, result_at, score_at = st.columns(3)
        with day_at:
            taken_on = choices.day("outcome_day", planned_on)
        result = result_at.radio(text.RESULT, [text.PASSED, text.FAILED], None, horizontal=True)
        low, high = exam.cut.scale or (None, None)
        score = score_at.number_input(text.SCORE, low, high, None, help=text.SCORE_HELP, key="outcome_score")
        words = report_words.ask(exam, f"words_{exam.code}_{manual_entry.n_saved()}")
        if st.form_submit_button(text.SAVE, type="primary", key="save_outcome") and choices.is_filled_in(
            result, text.RESULT
        ):
            whole = ExamOutcome(
                candidate_id=own_database.candidate_id(),
                taken_on=taken_on,
                exam_code=exam.code,
                scaled_score=score,
                is_passed=result == text.PASSED,
            )
            choices.save([whole, *domain_outcomes(whole, words)], exam, text.saved(1, ExamOutcome))
