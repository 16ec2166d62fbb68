"""The result of the real exam, with the words of its score report."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import ExamOutcome
from analytics.updates.practice_exam_entry import domain_outcomes, without_words
from dashboard import components, formatting
from dashboard.forms import choices
from dashboard.session import manual_entry, own_database, scope
from dashboard.text import add as text


@components.form
def render(exam: ExamBlueprint, planned_on: date | None = None, *, is_next: bool = False) -> None:
    """Ask for the result, its day, the score and the words by domain; `is_next` makes the button stand out."""
    errors, key = choices.FieldErrors(), manual_entry.form_key()
    with st.form("outcome"):
        day_at, result_at, score_at = st.columns(3)
        with day_at:
            taken_on = choices.day("outcome_day", "taken_on", errors, planned_on)
        with result_at:
            results = [text.PASSED, text.FAILED]
            result = st.radio(text.RESULT, results, None, horizontal=True, key=f"outcome_result_{key}")
            errors.place("is_passed")
        score = errors.number(
            score_at,
            text.score_label(exam.cut),
            "scaled_score",
            value=None,
            step=1.0,
            help=text.SCORE_HELP,
            key=f"outcome_score_{key}",
        )
        with st.expander(text.REPORT_WORDS):
            words = _ask_words(exam, f"words_{exam.code}_{key}")
        if st.form_submit_button(text.SAVE, type="primary" if is_next else "secondary", key=f"save_outcome_{key}"):
            if result is None:
                errors.show("is_passed", text.missing_field(text.RESULT))
                return
            is_passed = result == text.PASSED
            whole = ExamOutcome(taken_on=taken_on, exam_code=exam.code, scaled_score=score, is_passed=is_passed)
            scope.choose_exam(exam.code)  # after a pass the next planned exam would be shown
            choices.save([whole, *domain_outcomes(whole, words)], exam, errors=errors)


def _ask_words(exam: ExamBlueprint, key: str) -> Mapping[str, str]:
    options = text.WORDS_OF_PROVIDER.get(exam.provider or "")
    words = {}
    for domain in exam.domains:
        label = formatting.literal(text.id_and_name(domain.domain_id, domain.name))
        own_key = f"{key}_{domain.domain_id}"
        if options is None:
            words[domain.domain_id] = st.text_input(label, max_chars=200, key=own_key).strip()
        else:
            words[domain.domain_id] = st.radio(
                label, ["", *options], format_func=lambda one: one or text.NO_WORD, horizontal=True, key=own_key
            )
    return {domain_id: word for domain_id, word in words.items() if word}


def missing_words(exams: Mapping[str, ExamBlueprint]) -> None:
    """Ask for the words by domain of each result of these exams that has none."""
    for outcome in without_words(own_database.records(ExamOutcome)):
        if outcome.exam_code in exams:
            _missing_words(outcome, exams[outcome.exam_code])


@components.form
def _missing_words(whole: ExamOutcome, exam: ExamBlueprint) -> None:
    key = f"words_{whole.exam_code}_{whole.taken_on}"
    with st.form(key):
        st.markdown(text.words_heading(whole))
        st.caption(text.REPORT_WORDS)
        words = _ask_words(exam, key)
        if st.form_submit_button(text.SAVE, key=f"save_{key}"):
            if not words:
                st.error(text.NO_WORDS)
                return
            choices.save(domain_outcomes(whole, words), exam)
