"""The tab of tasks and services."""

from collections.abc import Mapping, Sequence

import streamlit as st

from analytics.reports.practice.task_mastery import TaskMasteryReport
from dashboard import components, pages
from dashboard.charts import task_mastery as charts
from dashboard.components import PageContext
from dashboard.text import common
from dashboard.text import task_mastery as text


@components.page(pages.GAPS_BY_TASK)
def render(page: PageContext[TaskMasteryReport]) -> None:
    """Draw the tasks under their domains, or the services, unranked."""
    report = page.report
    components.section(text.ROWS.title)
    level = st.radio(text.LEVEL_LABEL, text.LEVELS, format_func=str.capitalize, horizontal=True, key="audit_level")
    st.markdown(text.answer(report, level))
    if text.has_chart(report, level):
        components.chart(charts.rows, report, level, alt=text.ROWS.alt, key="audit_rows")
        components.note(text.evidence(report, level))
    if rows := text.table(report, level):
        components.sections({common.SAME_IN_NUMBERS: _numbers}, rows)
    components.how_computed(text.METHOD, ())


def _numbers(rows: Sequence[Mapping[str, str]]) -> None:
    st.table(rows)
