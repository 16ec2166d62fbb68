"""The tab of the conditions of practice exams."""

import streamlit as st

from analytics.reports.outcomes.exam_day import ExamDayReport
from dashboard import components, pages
from dashboard.charts import conditions as charts
from dashboard.components import PageContext
from dashboard.text import exam_day as text
from dashboard.text.shapes import table_rows


@components.page(pages.CONDITIONS)
def render(page: PageContext[ExamDayReport]) -> None:
    """Draw what easier conditions add to a score, and how each practice exam was taken."""
    report = page.report
    st.markdown(text.like_real(report))
    components.titled_chart(text.EFFECTS, charts.effects, report, key="condition_effects")
    components.bullets([text.effect_sentence(effect) for effect in report.effects])
    components.note(text.UNRECORDED_NOTE)
    components.sections({text.TABLE_TITLE: _conditions}, report)
    components.how_computed(text.CONDITIONS_METHOD, text.condition_inputs(report))


def _conditions(report: ExamDayReport) -> None:
    st.table([text.real_row(report), *table_rows(text.CONDITION_COLUMNS, reversed(report.practice_exams))])
    components.note(text.PLACE_NOTE)
