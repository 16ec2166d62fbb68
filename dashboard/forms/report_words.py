"""What a score report says of each domain, asked for all domains in one form."""

from collections.abc import Mapping

import streamlit as st

from analytics.blueprints.model import BlueprintDomain, ExamBlueprint
from analytics.records import ExamOutcome
from dashboard.forms import choices
from dashboard.session import own_database
from dashboard.text import add as text


def ask(exam: ExamBlueprint, key: str) -> Mapping[str, str]:
    """Ask for the words by domain; a domain of which nothing is said is left out."""
    st.caption(text.REPORT_WORDS)
    said = {
        domain.domain_id: _word(domain, exam.provider or "", f"{key}_{domain.domain_id}") for domain in exam.domains
    }
    return {domain_id: word for domain_id, word in said.items() if word}


def rows_of(whole: ExamOutcome, words: Mapping[str, str]) -> list[ExamOutcome]:
    """Make a row of each domain of which something was said, beside the result as a whole."""
    return [
        ExamOutcome(
            candidate_id=whole.candidate_id,
            taken_on=whole.taken_on,
            exam_code=whole.exam_code,
            is_passed=whole.is_passed,
            domain_id=domain_id,
            classification=word,
        )
        for domain_id, word in words.items()
    ]


def render_missing() -> None:
    """Ask for the words of each result in the file that has none yet."""
    outcomes = own_database.records(ExamOutcome)
    known = own_database.blueprints()
    worded = {(outcome.exam_code, outcome.taken_on) for outcome in outcomes if outcome.domain_id is not None}
    for outcome in outcomes:
        sitting = (outcome.exam_code, outcome.taken_on)
        if outcome.domain_id is None and sitting not in worded and outcome.exam_code in known:
            _render(outcome, known[outcome.exam_code])


def _render(whole: ExamOutcome, exam: ExamBlueprint) -> None:
    key = f"words_{whole.exam_code}_{whole.taken_on}"
    with st.form(key):
        st.markdown(text.words_heading(whole))
        words = ask(exam, key)
        if st.form_submit_button(text.SAVE, type="primary", key=f"save_{key}"):
            if not words:
                st.error(text.NO_WORDS)
                return
            choices.save(rows_of(whole, words), exam, text.words_saved(len(words)))


def _word(domain: BlueprintDomain, provider: str, key: str) -> str:
    """Ask for the word of one domain: one of those that the provider uses, or in a line of one's own."""
    label = text.domain_name(domain.domain_id, domain.name)
    words = text.WORDS_OF_PROVIDER.get(provider)
    if words is None:
        return st.text_input(label, max_chars=200, key=key).strip()
    return st.radio(label, ["", *words], format_func=text.word_choice, horizontal=True, key=key)
