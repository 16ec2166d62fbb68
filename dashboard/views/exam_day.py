"""Exam day: conditions and facts before it, the result after it."""

import streamlit as st

from analytics.reports.outcomes.exam_day import ExamDayReport
from dashboard import components, pages
from dashboard.charts import exam_day as charts
from dashboard.components import PageContext
from dashboard.forms import outcome as outcome_form
from dashboard.session import exam_settings, page_state
from dashboard.session.scope import Scope
from dashboard.text import exam_card
from dashboard.text import exam_day as text
from dashboard.text.shapes import table_rows


@components.page(pages.EXAM_DAY)
def render(page: PageContext[ExamDayReport]) -> None:
    """Draw the result beside its forecasts, the conditions, the facts, and the notes."""
    report = page.report
    components.headline(pages.EXAM_DAY, text.answer(report))
    components.success(page_state.take_note())
    if report.exam_on is None and not report.results:
        components.first_steps(text.EMPTY_STEPS)
    if not page.scope.is_sample:
        _result(report)
    if report.results:
        _afterwards(report)
    _conditions(report)
    components.section(text.FACTS_TITLE)
    st.table([*exam_card.rows(report.blueprint, report.as_of), *text.fact_rows(report.blueprint)])
    _notes(page.scope)
    components.how_computed(text.METHOD, text.inputs(report))


def _result(report: ExamDayReport) -> None:
    """Ask for the result once the day has come; fold the question while no day is planned."""
    if report.waits_for_result:
        components.section(text.RESULT_TITLE)
        outcome_form.render(report.blueprint, report.exam_on)
    elif report.exam_on is None and not report.results:
        with st.expander(text.RESULT_TITLE):
            outcome_form.render(report.blueprint)


def _afterwards(report: ExamDayReport) -> None:
    """Draw each attempt beside its forecasts, the latest first."""
    components.section(text.AFTER_TITLE)
    components.note(text.unscored(report))
    for number, entry in enumerate(reversed(report.outcomes)):
        components.bullets(text.outcome(entry))
        if entry.domains:
            components.section(text.DOMAINS.title)
            components.chart(charts.domains, entry, alt=text.DOMAINS.alt, key=f"exam_day_domains_{number}")
            st.table(table_rows(text.DOMAIN_COLUMNS, entry.domains))


def _conditions(report: ExamDayReport) -> None:
    """Draw how the practice exams differ from the real one, and the effect of that."""
    components.section(text.EFFECTS.title)
    components.chart(charts.effects, report, alt=text.EFFECTS.alt, key="exam_day_effects")
    components.bullets([text.effect_sentence(effect) for effect in report.effects])
    components.section(text.CONDITIONS_TITLE)
    st.markdown(text.like_real(report))
    st.table([dict(text.REAL_ROW), *table_rows(text.CONDITION_COLUMNS, reversed(report.practice_exams))])
    components.note(text.PLACE_NOTE)


def _notes(scope: Scope) -> None:
    """Draw the candidate's notes, and save them."""
    components.section(text.NOTES_TITLE)
    saved = exam_settings.exam_day_notes(scope)
    with st.form("exam_day_notes"):
        notes = st.text_area(text.NOTES_LABEL, saved, max_chars=text.NOTES_CHARS, height=160, help=text.NOTES_HELP)
        components.note(text.SAMPLE_NOTE if scope.is_sample else "")
        if st.form_submit_button(text.NOTES_SAVE, type="primary", disabled=scope.is_sample):
            exam_settings.save_exam_day_notes(scope, notes)
            page_state.leave_note(text.NOTES_SAVED)
            st.rerun()
