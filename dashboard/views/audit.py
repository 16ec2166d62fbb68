"""Gap audit: questions at risk by domain, and the split of hours."""

from collections.abc import Mapping

import streamlit as st

from analytics.reports.study.gap_audit import GapAudit
from analytics.reports.study.task_evidence import TaskEvidence, task_evidence
from dashboard import components, pages
from dashboard.charts import audit as charts
from dashboard.components import PageContext
from dashboard.session import reports
from dashboard.text import audit as text
from dashboard.text.shapes import table_rows


@components.page(pages.AUDIT)
def render(page: PageContext[GapAudit]) -> None:
    """Draw the expected losses, the split of hours, and the tasks."""
    report = page.report
    components.headline(pages.AUDIT, text.answer(report))
    lost, split = st.columns([3, 2])
    with lost:
        components.section(text.LOSSES.title)
        components.chart(charts.questions_lost, report, alt=text.LOSSES.alt, key="lost")
        st.markdown(text.evidence(report))
    with split:
        components.section(text.SPLIT.title)
        components.chart(charts.split_of_hours, report, alt=text.SPLIT.alt, key="split")
        st.markdown(text.split_reason(report))
    components.warning(text.weights_note(report))
    components.section(text.TABLE_TITLE)
    st.table(table_rows(text.DOMAIN_COLUMNS, report.by_loss))
    components.section(text.HOURS_TITLE)
    st.markdown(text.hours_note(report))
    st.table(table_rows(text.HOURS_COLUMNS, report.by_loss))
    _tasks(report, reports.cached(task_evidence, page.scope))
    components.how_computed(text.METHOD, text.inputs(report))


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
