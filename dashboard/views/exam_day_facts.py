"""The tab of the exam's facts and one's own notes."""

import streamlit as st

from analytics.reports.outcomes.exam_day import ExamDayReport
from dashboard import components, pages
from dashboard.components import PageContext
from dashboard.session import exam_settings, page_state
from dashboard.session.scope import Scope
from dashboard.text import common, exam_card
from dashboard.text import exam_day as text


@components.page(pages.EXAM_FACTS)
def render(page: PageContext[ExamDayReport]) -> None:
    """Draw the exam card and the notes."""
    report = page.report
    components.saved()
    exam = report.blueprint
    components.section(exam_card.title(exam))
    facts, domains = st.columns(2)
    with facts:
        components.named_values({**exam_card.details(exam, page.scope.today), **text.details(exam)}.items())
    with domains:
        components.table(exam_card.DOMAIN_COLUMNS, exam.domains)
        unknown = exam_card.not_published(exam)
        if unknown:
            st.markdown(f"**{exam_card.NOT_PUBLISHED}**")
            components.bullets(unknown)
    _notes(page.scope)


@components.form
def _notes(scope: Scope) -> None:
    """Draw the candidate's notes, and save them."""
    components.section(text.NOTES_TITLE)
    saved = exam_settings.exam_day_notes(scope)
    with st.form("exam_day_notes"):
        notes = st.text_area(text.NOTES_LABEL, saved, max_chars=text.NOTES_CHARS, height=160, help=text.NOTES_HELP)
        components.note(common.SAMPLE_IS_FIXED if scope.is_sample else "")
        if st.form_submit_button(text.NOTES_SAVE, disabled=scope.is_sample):
            exam_settings.save_exam_day_notes(scope, notes)
            page_state.rerun_with(text.NOTES_SAVED)
