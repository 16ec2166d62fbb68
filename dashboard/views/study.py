"""Study: the plan, the hours, labs and resources."""

from collections.abc import Callable
from datetime import time
from functools import partial

import streamlit as st

from analytics.reports.study.hours import HoursReport
from analytics.reports.study.lab_spending import Spending
from analytics.reports.study.labs import LabsReport
from analytics.reports.study.plan import PlanReport
from analytics.reports.study.resources import ResourcesReport
from dashboard import components, environment, pages
from dashboard.charts import hours as charts
from dashboard.charts import labs as labs_charts
from dashboard.charts import plan as plan_charts
from dashboard.charts import resources as resources_charts
from dashboard.components import PageContext
from dashboard.forms import plan_weeks, study_plan
from dashboard.session import reports
from dashboard.text import common
from dashboard.text import hours as text
from dashboard.text import labs as labs_text
from dashboard.text import plan as plan_text
from dashboard.text import resources as resources_text

render = components.tabbed(pages.STUDY, text.answer, text.sentence, is_closed=lambda report: report.audit.is_closed)

EVENING = time(19)
MOST_UNFOLDED = 12
"""Domains of an exam whose chart leaves room for the table of weeks."""


@components.page(pages.PLAN)
def plan(page: PageContext[PlanReport]) -> None:
    report = page.report
    with components.sentences_for_errors():
        st.markdown(plan_text.answer(report))
        components.confirmation()
        if report.has_entries:
            components.titled_chart(plan_text.WEEKS, plan_charts.weeks, report, key="plan_weeks")
        if report.weeks_left:
            components.note(f"{plan_text.reason(report)} {plan_text.left_out(report)}")
            if len(report.domain_names) > MOST_UNFOLDED:
                components.sections({plan_text.TABLE_TITLE: _weeks_ahead}, page)
            else:
                components.section(plan_text.TABLE_TITLE)
                _weeks_ahead(page)
        if not page.is_fixed:
            needs_plan = not (report.weeks_left or report.planned.attempts.passed_on or report.planned.is_closed)
            with st.expander(plan_text.SETTINGS_TITLE, expanded=needs_plan):
                study_plan.render(page.exam, is_next=report.planned.plan is None)
        if report.weeks_left:
            components.sections({plan_text.CALENDAR_TITLE: _calendar}, page)
        if over := [week for week in report.weeks if week.is_over]:
            components.sections({plan_text.OVER_TITLE: partial(components.table, plan_text.over_columns(report))}, over)
        components.how_computed(plan_text.METHOD, plan_text.inputs(report))


def _weeks_ahead(page: PageContext[PlanReport]) -> None:
    report = page.report
    if page.is_fixed:
        components.bullets([plan_text.ahead(report, week) for week in report.weeks_left])
        components.note("" if environment.is_read_only() else common.SAMPLE_IS_FIXED)
    else:
        plan_weeks.render(report, page.exam)


def _calendar(page: PageContext[PlanReport]) -> None:
    contents = list(plan_text.Content)
    content = st.radio(plan_text.CALENDAR_KIND, contents, key="calendar_kind")
    is_timed = content is plan_text.Content.SESSIONS
    starts_at = st.time_input(plan_text.START_TIME, EVENING, key="calendar_start") if is_timed else EVENING
    file = reports.plan_calendar(page.scope, page.report, page.exam, content, starts_at)
    st.download_button(plan_text.GET_CALENDAR, file, plan_text.CALENDAR_FILE, "text/calendar", on_click="ignore")
    components.note(plan_text.CALENDAR_BODY)


@components.page(pages.HOURS)
def hours(page: PageContext[HoursReport]) -> None:
    report = page.report
    if report.hours:
        components.section(text.WEEKS.title)
        stacks = list(text.Stack)
        stack = st.radio(text.STACK_LABEL, stacks, horizontal=True, label_visibility="collapsed", key="hours_stack")
        components.chart(text.WEEKS, charts.weeks, report, stack, key="hours_weeks")
        if stack is text.Stack.DOMAIN:
            st.html(charts.key(report))
        if evidence := f"{text.fit_to_gaps(report)} {text.no_plan(report)}".strip():
            st.markdown(evidence)
        components.titled_chart(text.DAYS, charts.day_calendar, report, key="hours_days")
        low_hours = [*text.low_hour_weeks(report), text.after_low_hours(report)]
        can_recommend = report.has_recent_domains and not report.audit.is_closed
        components.sections(
            {
                **({text.DOMAINS.title: _domains} if can_recommend else {}),
                text.CUMULATIVE.title: _total,
                text.CONSISTENCY.title: _consistency,
                text.ACTIVITIES_TITLE: lambda _: components.table(text.ACTIVITY_COLUMNS, report.activities),
                text.LOW_HOUR_TITLE: lambda _: components.bullets(low_hours),
            },
            report,
        )
        components.numbers_table(text.WEEK_COLUMNS, report.weeks)
    else:
        components.first_steps(text.EMPTY_STEPS[: 1 if report.planned.plan else None])
    components.how_computed(text.METHOD, text.inputs(report))


def _domains(report: HoursReport) -> None:
    components.chart(text.DOMAINS, charts.spent_and_recommended, report, key="hours_domains")
    components.note(text.domains(report))
    components.bullets([text.domain(domain) for domain in report.domains])


def _total(report: HoursReport) -> None:
    if report.cumulative:
        components.chart(text.CUMULATIVE, charts.cumulative, report, key="hours_total")
    st.markdown(text.total(report))


def _consistency(report: HoursReport) -> None:
    st.markdown(text.consistency(report))
    if report.consistency is not None:
        components.chart(text.CONSISTENCY, charts.consistency, report, key="hours_consistency")


@components.page(pages.LABS)
def labs(page: PageContext[LabsReport]) -> None:
    report = page.report
    if report.labs:
        st.markdown(labs_text.answer(report))
        if report.weeks:
            components.titled_chart(labs_text.KIND_SHARES, labs_charts.kinds, report, key="labs_kinds")
            st.markdown(labs_text.kinds(report))
            components.note(labs_text.KINDS_NOTE)
        each = partial(components.table, labs_text.lab_columns(report))
        money: dict[str, Callable[[LabsReport], None]] = {}
        if report.spending is not None:
            money[labs_text.MONEY.title] = partial(_budget, spending=report.spending)
            money[labs_text.WEEK_COSTS.title] = partial(_lab_domains, spending=report.spending)
        components.sections({**money, labs_text.ERRORS.title: _errors}, report)
        components.sections({labs_text.LIST_TITLE: each}, report.labs[::-1])
        if report.weeks:
            components.numbers_table(labs_text.WEEK_COLUMNS, report.weeks)
    else:
        components.first_steps(labs_text.EMPTY_STEPS)
    components.note(labs_text.left_out(report))
    components.how_computed(labs_text.METHOD, labs_text.inputs(report))


def _budget(report: LabsReport, spending: Spending) -> None:
    components.chart(labs_text.MONEY, labs_charts.money, report, spending, key="labs_money")
    st.markdown(labs_text.money(report, spending))


def _lab_domains(report: LabsReport, spending: Spending) -> None:
    components.chart(labs_text.WEEK_COSTS, labs_charts.week_costs, report, spending, key="labs_weeks")
    st.html(labs_charts.key(report, spending))
    used = [domain for domain in spending.domains if domain.cost or domain.hours]
    components.bullets([labs_text.domain(report, spending, domain) for domain in used])


def _errors(report: LabsReport) -> None:
    if report.rates_by_kind:
        components.chart(labs_text.ERRORS, labs_charts.errors, report, key="labs_errors")
    st.markdown(labs_text.errors(report))
    components.bullets([labs_text.error_rate(rate) for rate in report.errors if rate.n_labs])


@components.page(pages.RESOURCES)
def resources(page: PageContext[ResourcesReport]) -> None:
    report = page.report
    if report.resources:
        st.markdown(resources_text.answer(report))
        components.titled_chart(resources_text.HOURS, resources_charts.hours, report, key="resources_hours")
        components.note(resources_text.hours(report))
        components.sections({resources_text.COMPARISON.title: _what_followed}, report)
        components.numbers_table(resources_text.USE_COLUMNS, report.resources)
    else:
        components.first_steps(resources_text.EMPTY_STEPS)
    components.how_computed(resources_text.METHOD, resources_text.inputs(report))


def _what_followed(report: ResourcesReport) -> None:
    st.markdown(resources_text.comparison(report))
    if report.compared:
        components.chart(resources_text.COMPARISON, resources_charts.comparison, report, key="resources_followed")
        components.bullets([resources_text.change(use) for use in report.compared])
        components.note(resources_text.too_little(report))
        st.markdown(resources_text.CAUTION)
