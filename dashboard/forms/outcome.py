"""The result of the real exam, with the words of its score report by domain."""

from datetime import date

import streamlit as st

from analytics.blueprint import BlueprintDomain, ExamBlueprint
from analytics.records import ExamOutcome
from dashboard import session
from dashboard.forms import choices
from dashboard.text import add as text


def render(exam: ExamBlueprint, planned_on: date | None = None) -> None:
    """Ask for the day, the planned one unless it is changed, the result, the score and the words by domain."""
    day_at, result_at, score_at = st.columns(3)
    with day_at:
        taken_on = choices.day("outcome_day", planned_on)
    result = result_at.radio(text.RESULT, [text.PASSED, text.FAILED], None, horizontal=True)
    score = score_at.number_input(
        text.SCORE, exam.cut.scale_min, exam.cut.scale_max, None, help=text.SCORE_HELP, key="outcome_score"
    )
    st.caption(text.REPORT_WORDS)
    words = {domain.domain_id: _words(domain, exam) for domain in exam.domains}
    if st.button(text.SAVE, type="primary", key="save_outcome") and choices.is_given(result, text.RESULT):
        whole = ExamOutcome(
            candidate_id=choices.candidate(),
            taken_on=taken_on,
            exam_code=exam.code,
            scaled_score=score,
            is_passed=result == text.PASSED,
        )
        parts = [
            ExamOutcome(
                candidate_id=whole.candidate_id,
                taken_on=taken_on,
                exam_code=exam.code,
                is_passed=whole.is_passed,
                domain_id=domain_id,
                classification=said,
            )
            for domain_id, said in words.items()
            if said is not None
        ]
        choices.save([whole, *parts], exam, text.saved(1, ExamOutcome))


def _words(domain: BlueprintDomain, exam: ExamBlueprint) -> str | None:
    """Ask for the report's words about one domain; others than the usual ones can be typed."""
    return st.selectbox(
        text.domain_name(domain.domain_id, domain.name),
        text.COMMON_WORDS,
        None,
        accept_new_options=True,
        key=f"words_{exam.code}_{domain.domain_id}_{session.n_saved()}",
    )
