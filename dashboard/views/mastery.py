"""Mastery: the path of each domain, and its tasks."""

import streamlit as st

from analytics.reports.practice.mastery import MasteryReport
from analytics.reports.practice.task_mastery import task_mastery_report
from dashboard import components, pages
from dashboard.charts import mastery as charts
from dashboard.charts import task_mastery as depth_charts
from dashboard.components import PageContext
from dashboard.session import reports
from dashboard.session.caching import cached_figure
from dashboard.session.scope import Scope
from dashboard.text import common
from dashboard.text import mastery as text
from dashboard.text import task_mastery as depth_text
from dashboard.text.shapes import table_rows


@components.page(pages.MASTERY)
def render(page: PageContext[MasteryReport]) -> None:
    """Draw each domain's path on the same axes, and the tasks."""
    report = page.report
    components.headline(pages.MASTERY, text.answer(report))
    components.section(text.PATHS.title)
    st.markdown(text.evidence(report))
    figures = cached_figure(charts.halves, report)
    for number, (place, figure) in enumerate(zip(st.columns(2), figures, strict=False)):
        with place:
            components.figure(figure, alt=text.PATHS.alt, key=f"paths_{number}")
    st.caption(text.reading(report))
    numbers = st.expander(common.SAME_IN_NUMBERS, key="mastery_numbers", on_change="rerun")
    if numbers.open:
        numbers.table(table_rows(text.COLUMNS, report.domains))
    _depth(page.scope)
    components.how_computed(f"{text.METHOD}\n\n{depth_text.METHOD}", text.inputs(report))


def _depth(scope: Scope) -> None:
    """Draw the tasks or the services, unranked."""
    report = reports.cached(task_mastery_report, scope)
    components.section(depth_text.ROWS.title)
    level = st.radio(depth_text.LEVEL_LABEL, depth_text.LEVELS, horizontal=True, key="mastery_depth")
    st.markdown(depth_text.answer(report, level))
    rows = depth_text.table(report, level)
    if depth_text.has_chart(report, level):
        components.chart(depth_charts.rows, report, level, alt=depth_text.ROWS.alt, key="mastery_depth_chart")
        st.caption(depth_text.evidence(report, level))
    if rows:
        numbers = st.expander(depth_text.TABLE_TITLE, key="mastery_depth_numbers", on_change="rerun")
        if numbers.open:
            numbers.table(rows)
