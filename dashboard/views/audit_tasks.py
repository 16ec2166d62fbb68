"""The tab of tasks and services, with the evidence for each task."""

from collections.abc import Mapping

import streamlit as st

from analytics.reports.practice.task_mastery import TaskMasteryReport
from analytics.reports.study.gap_audit import GapAudit, gap_audit
from analytics.reports.study.task_evidence import TaskEvidence, task_evidence
from dashboard import components, pages
from dashboard.charts import task_mastery as depth_charts
from dashboard.components import PageContext
from dashboard.session import reports
from dashboard.text import audit as text
from dashboard.text import task_mastery as depth_text
from dashboard.text.shapes import table_rows


@components.page(pages.GAPS_BY_TASK)
def render(page: PageContext[TaskMasteryReport]) -> None:
    """Draw the tasks or the services, unranked, and what is known of each task."""
    report = page.report
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
    _tasks(reports.cached(gap_audit, page.scope), reports.cached(task_evidence, page.scope))
    components.how_computed(depth_text.METHOD, ())


def _tasks(report: GapAudit, tasks: Mapping[str, tuple[TaskEvidence, ...]]) -> None:
    """Draw each domain's tasks in blueprint order, folded."""
    components.section(text.TASKS_TITLE)
    named = [gap for gap in report.domains if tasks[gap.domain_id]]
    if not named:
        st.markdown(text.NO_TASKS)
        return
    st.caption(text.TASKS_NOTE)
    for gap in named:
        with st.expander(text.task_label(gap)):
            st.table(table_rows(text.TASK_COLUMNS, tasks[gap.domain_id]))
