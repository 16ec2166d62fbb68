"""The tab of the conditions of practice exams."""

import streamlit as st

from analytics.reports.outcomes.exam_day import ExamDayReport
from dashboard import components, pages
from dashboard.charts import exam_day as charts
from dashboard.components import PageContext
from dashboard.text import exam_day as text
from dashboard.text.shapes import table_rows


@components.page(pages.CONDITIONS)
def render(page: PageContext[ExamDayReport]) -> None:
    """Draw how the practice exams differ from the real one, and the effect of that."""
    report = page.report
    components.section(text.EFFECTS.title)
    components.chart(charts.effects, report, alt=text.EFFECTS.alt, key="exam_day_effects")
    components.bullets([text.effect_sentence(effect) for effect in report.effects])
    components.section(text.CONDITIONS_TITLE)
    st.markdown(text.like_real(report))
    st.table([dict(text.REAL_ROW), *table_rows(text.CONDITION_COLUMNS, reversed(report.practice_exams))])
    components.note(text.PLACE_NOTE)
