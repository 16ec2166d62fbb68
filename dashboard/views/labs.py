"""The page of labs and money: their kinds over time, the errors met, and the budget."""

import streamlit as st

from analytics.reports.study.lab_spending import Spending
from analytics.reports.study.labs import LabsReport
from dashboard import components, pages
from dashboard.charts import lab_spending as spending_charts
from dashboard.charts import labs as charts
from dashboard.components import PageContext
from dashboard.text import lab_spending as spending_text
from dashboard.text import labs as text


@components.page(pages.LABS)
def render(page: PageContext[LabsReport]) -> None:
    """Show when guided labs gave way, the errors in an hour, the money against the budget, and each lab."""
    report = page.report
    components.headline(pages.LABS, text.answer(report))
    if report.labs:
        _kinds(report)
        _money(report)
        components.section(text.ERRORS_TITLE)
        if report.known_rates:
            components.chart(charts.errors, report, alt=text.ERRORS_ALT, key="labs_errors")
        st.markdown(text.errors(report))
        st.table([text.error_row(rate) for rate in report.errors])
        with st.expander(text.LIST_TITLE):
            st.table([text.lab_row(report, lab) for lab in reversed(report.labs)])
    else:
        components.first_steps(text.EMPTY_STEPS)
        components.note(spending_text.left_out(report))
    components.how_computed(text.METHOD, text.inputs(report))


def _kinds(report: LabsReport) -> None:
    """Show the share of labs from requirements over time."""
    components.section(text.KINDS_TITLE)
    if report.weeks:
        components.chart(charts.kinds, report, alt=text.KINDS_ALT, key="labs_kinds")
        components.note(text.KINDS_NOTE)
        with st.expander(text.WEEKS_TITLE):
            st.table([text.week_row(week) for week in report.weeks])
    st.markdown(text.kinds(report))


def _money(report: LabsReport) -> None:
    """Show the money of one currency; another can be chosen where there are more."""
    components.section(spending_text.MONEY_TITLE)
    if report.spendings:
        spending = report.spendings[0]
        if len(report.spendings) > 1:
            spending = st.selectbox(
                spending_text.CURRENCY_LABEL,
                report.spendings,
                format_func=lambda s: s.currency or spending_text.NO_CURRENCY,
            )
        components.chart(spending_charts.money, report, spending, alt=spending_text.MONEY_ALT, key="labs_money")
        st.markdown(spending_text.money(report, spending))
        _domains(report, spending)
    components.note(spending_text.left_out(report))


def _domains(report: LabsReport, spending: Spending) -> None:
    """Show the cost of each week by domain."""
    components.section(spending_text.DOMAINS_TITLE)
    components.chart(spending_charts.week_costs, report, spending, alt=spending_text.DOMAINS_ALT, key="labs_weeks")
    st.table([spending_text.domain_row(report, spending, domain) for domain in spending.domains])
