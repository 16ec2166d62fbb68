"""The tab of tasks and services."""

import streamlit as st

from analytics.reports.practice.task_mastery import TaskMasteryReport
from dashboard import components, pages
from dashboard.charts import task_mastery as charts
from dashboard.components import PageContext
from dashboard.text import common
from dashboard.text import mastery as text


@components.page(pages.GAPS_BY_TASK)
def render(page: PageContext[TaskMasteryReport]) -> None:
    """Draw the tasks of a domain, or the services, unranked."""
    report = page.report
    components.section(text.ROWS.title)
    level = st.radio(text.LEVEL_LABEL, text.LEVELS, format_func=str.capitalize, horizontal=True, key="audit_level")
    domain_id = _domain(report) if level == text.TASKS else None
    if text.drawn(report, level, domain_id):
        st.markdown(text.task_answer(report, level))
        components.chart(charts.rows, report, level, domain_id, alt=text.ROWS.alt, key="audit_rows")
        components.note(text.task_evidence(report, level))
        components.sections({common.SAME_IN_NUMBERS: st.table}, text.task_table(report, level))
    else:
        components.first_steps([text.task_answer(report, level)], pages.ADD_QUESTIONS)
    components.how_computed(text.TASK_METHOD, ())


def _domain(report: TaskMasteryReport) -> str | None:
    """Ask which domain's tasks are drawn, among those with questions."""
    answered = list(dict.fromkeys(task.domain_id for task in report.answered_tasks))
    if not answered:
        return None
    return st.selectbox(
        text.DOMAIN_LABEL, answered, format_func=lambda domain_id: report.domain_names[domain_id], key="audit_domain"
    )
