"""The result of the real exam, with the words of its score report by domain."""

import pandas as pd
import streamlit as st

from analytics.blueprint import ExamBlueprint
from analytics.records import ExamOutcome
from dashboard import session
from dashboard.forms import choices
from dashboard.text import add as text


def render(exam: ExamBlueprint) -> None:
    """Ask for the day, the result, the score and the words by domain."""
    day_at, result_at, score_at = st.columns(3)
    with day_at:
        taken_on = choices.day("outcome_day")
    result = result_at.radio(text.RESULT, [text.PASSED, text.FAILED], None, horizontal=True)
    score = score_at.number_input(
        text.SCORE, exam.cut.scale_min, exam.cut.scale_max, None, help=text.SCORE_HELP, key="outcome_score"
    )
    domains = st.data_editor(
        pd.DataFrame(
            {
                text.COLUMN_DOMAIN: [text.domain_name(d.domain_id, d.name) for d in exam.domains],
                text.COLUMN_CLASS: pd.array([None] * len(exam.domains), dtype="string"),
            },
            index=pd.Index(exam.domain_ids),
        ),
        hide_index=True,
        disabled=[text.COLUMN_DOMAIN],
        key=f"outcome_domains_{exam.code}_{session.n_saved()}",
        placeholder="",
        alt=text.CLASSES_ALT,
    )
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
                domain_id=str(domain_id),
                classification=str(words),
            )
            for domain_id, words in domains[text.COLUMN_CLASS].dropna().items()
            if str(words).strip()
        ]
        choices.save([whole, *parts], exam, text.saved(1, ExamOutcome))
