"""Gap audit: questions likely to be missed by domain, now and over time."""

import streamlit as st

from analytics.reports.practice.mastery import MasteryReport
from analytics.reports.practice.task_mastery import TaskMasteryReport
from analytics.reports.study.gap_audit import GapAudit
from analytics.reports.study.plan import plan_report
from dashboard import components, pages
from dashboard.charts import audit as charts
from dashboard.charts import mastery as mastery_charts
from dashboard.components import PageContext
from dashboard.forms import plan_weeks
from dashboard.session import reports
from dashboard.session.caching import cached_figure
from dashboard.text import audit as text
from dashboard.text import common
from dashboard.text import mastery as mastery_text

render = components.tabbed(pages.AUDIT, text.answer, text.sentence, is_closed=lambda report: report.is_closed)


@components.page(pages.GAPS_NOW)
def now(page: PageContext[GapAudit]) -> None:
    report = page.report
    components.confirmation()
    if report.has_ended:
        components.titled_chart(text.LOSSES, charts.questions_lost, report, key="lost")
    else:
        lost, split = st.columns([13, 7])
        with lost:
            components.titled_chart(text.LOSSES, charts.questions_lost, report, key="lost")
        with split:
            components.titled_chart(text.SPLIT, charts.split_of_hours, report, key="split")
        st.markdown(text.split_reason(report))
        if len(report.largest) == 1 and not page.scope.is_sample and page.scope.as_of == page.scope.today:
            domain = page.exam.domain(report.largest[0].domain_id)
            plan_weeks.focus_button(reports.cached(plan_report, page.scope), domain, page.exam)
        components.link(pages.RATE, text.RATE if len(report.unrated) == len(report.domains) else text.RATE_AGAIN)
    components.note(text.notes(report))
    components.sections({common.SAME_IN_NUMBERS: _numbers}, report)
    components.how_computed(text.METHOD, text.inputs(report))


def _numbers(report: GapAudit) -> None:
    components.table(text.DOMAIN_COLUMNS, report.by_loss)
    if not report.has_ended:
        components.table(text.HOURS_COLUMNS, report.by_loss)
        st.markdown(text.hours_note(report))


@components.page(pages.GAPS_OVER_TIME)
def over_time(page: PageContext[MasteryReport]) -> None:
    report = page.report
    components.section(mastery_text.PATHS.title)
    st.markdown(f"{mastery_text.answer(report)} {mastery_text.evidence(report)}")
    st.html(mastery_charts.key(report))
    figures = cached_figure(mastery_charts.halves, report)
    with st.grid(2, min_column_width=330):  # below panels is a sentence; a phone shows one column
        for number, figure in enumerate(figures):
            components.figure(figure, alt=mastery_text.PATHS.alt, key=f"paths_{number}")
    components.note(mastery_text.how_to_read(report))
    components.numbers_table(mastery_text.COLUMNS, report.domains)
    components.how_computed(mastery_text.METHOD, mastery_text.inputs(report))


@components.page(pages.GAPS_BY_TASK)
def tasks(page: PageContext[TaskMasteryReport]) -> None:
    report = page.report
    components.section(mastery_text.ROWS.title)
    level, levels = mastery_text.SERVICES, mastery_text.LEVELS
    if report.tasks:
        level = st.radio(mastery_text.SHOW, levels, format_func=str.capitalize, horizontal=True, key="audit_level")
    else:
        components.note(mastery_text.NO_TASKS)
    domain_id = _domain(report) if level == mastery_text.TASKS else None
    if mastery_text.drawn(report, level, domain_id):
        st.markdown(mastery_text.task_answer(report, level))
        components.chart(mastery_text.ROWS, mastery_charts.task_rows, report, level, domain_id, key="audit_rows")
        components.note(mastery_text.task_evidence(report, level))
        components.sections({common.SAME_IN_NUMBERS: st.table}, mastery_text.task_table(report, level))
    else:
        components.first_steps([mastery_text.task_answer(report, level)], pages.ADD_QUESTIONS)
    components.how_computed(mastery_text.TASK_METHOD, ())


def _domain(report: TaskMasteryReport) -> str | None:
    names = {task.domain_id: report.domain_names[task.domain_id] for task in report.answered_tasks}
    return components.choose(mastery_text.DOMAIN_LABEL, names, next(iter(names)), key="audit_domain") if names else None
