"""The words of a score report by domain, all in one form."""

from collections.abc import Mapping

import streamlit as st

from analytics.blueprints.model import BlueprintDomain, ExamBlueprint
from analytics.records import ExamOutcome
from analytics.updates.practice_exam_entry import domain_outcomes, without_words
from dashboard import components, formatting
from dashboard.forms import choices
from dashboard.session import own_database
from dashboard.text import add as text


def ask(exam: ExamBlueprint, key: str) -> Mapping[str, str]:
    """Ask for the words by domain; return those that were filled in."""
    words = {
        domain.domain_id: _word(domain, exam.provider or "", f"{key}_{domain.domain_id}") for domain in exam.domains
    }
    return {domain_id: word for domain_id, word in words.items() if word}


def render_missing() -> None:
    """Ask for the words of each result in the database that has none."""
    blueprints = own_database.blueprints()
    for outcome in without_words(own_database.records(ExamOutcome)):
        if outcome.exam_code in blueprints:
            _render(outcome, blueprints[outcome.exam_code])


@components.form
def _render(whole: ExamOutcome, exam: ExamBlueprint) -> None:
    key = f"words_{whole.exam_code}_{whole.taken_on}"
    with st.form(key):
        st.markdown(text.words_heading(whole))
        st.caption(text.REPORT_WORDS)
        words = ask(exam, key)
        if st.form_submit_button(text.SAVE, key=f"save_{key}"):
            if not words:
                st.error(text.NO_WORDS)
                return
            choices.save(domain_outcomes(whole, words), exam)


def _word(domain: BlueprintDomain, provider: str, key: str) -> str:
    """Ask for the word of one domain: one that the provider uses, else any text."""
    label = formatting.literal(text.id_and_name(domain.domain_id, domain.name))
    words = text.WORDS_OF_PROVIDER.get(provider)
    if words is None:
        return st.text_input(label, max_chars=200, key=key).strip()
    return st.radio(label, ["", *words], format_func=lambda word: word or text.NO_WORD, horizontal=True, key=key)
