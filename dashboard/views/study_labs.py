"""Labs: their kinds over time, errors met, and the budget."""

import streamlit as st

from analytics.reports.study.lab_spending import Spending
from analytics.reports.study.labs import LabsReport
from dashboard import components, pages
from dashboard.charts import lab_spending as spending_charts
from dashboard.charts import labs as charts
from dashboard.components import PageContext
from dashboard.text import lab_spending as spending_text
from dashboard.text import labs as text
from dashboard.text.shapes import table_rows


@components.page(pages.LABS)
def render(page: PageContext[LabsReport]) -> None:
    """Draw the kinds of labs over time, the spending, the errors per hour, and each lab."""
    report = page.report
    st.markdown(text.answer(report))
    if report.labs:
        _kinds(report)
        _money(report)
        components.section(text.ERRORS.title)
        if report.rates_by_kind:
            components.chart(charts.errors, report, alt=text.ERRORS.alt, key="labs_errors")
        st.markdown(text.errors(report))
        st.table(table_rows(text.ERROR_COLUMNS, report.errors))
        with st.expander(text.LIST_TITLE):
            st.table(table_rows(text.lab_columns(report), reversed(report.labs)))
    else:
        components.first_steps(text.EMPTY_STEPS)
        components.note(spending_text.left_out(report))
    components.how_computed(text.METHOD, text.inputs(report))


def _kinds(report: LabsReport) -> None:
    """Draw the share of independent labs over time."""
    components.section(text.KIND_SHARES.title)
    if report.weeks:
        components.chart(charts.kinds, report, alt=text.KIND_SHARES.alt, key="labs_kinds")
        components.note(text.KINDS_NOTE)
        with st.expander(text.WEEKS_TITLE):
            st.table(table_rows(text.WEEK_COLUMNS, report.weeks))
    st.markdown(text.kinds(report))


def _money(report: LabsReport) -> None:
    """Draw the spending in one currency, chosen if there are several."""
    components.section(spending_text.MONEY.title)
    if report.spendings:
        spending = report.spendings[0]
        if len(report.spendings) > 1:
            spending = st.selectbox(
                spending_text.CURRENCY_LABEL,
                report.spendings,
                format_func=lambda s: s.currency or spending_text.NO_CURRENCY,
            )
        components.chart(spending_charts.money, report, spending, alt=spending_text.MONEY.alt, key="labs_money")
        st.markdown(spending_text.money(report, spending))
        _domains(report, spending)
    components.note(spending_text.left_out(report))


def _domains(report: LabsReport, spending: Spending) -> None:
    """Draw the weekly cost by domain."""
    components.section(spending_text.WEEK_COSTS.title)
    components.chart(spending_charts.week_costs, report, spending, alt=spending_text.WEEK_COSTS.alt, key="labs_weeks")
    st.table([spending_text.domain_row(report, spending, domain) for domain in spending.domains])
