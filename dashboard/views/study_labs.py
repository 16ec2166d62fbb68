"""Labs: their kinds over time, the budget, and errors met."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from analytics.reports.study.lab_spending import Spending
from analytics.reports.study.labs import LabsReport
from dashboard import components, pages
from dashboard.charts import lab_spending as spending_charts
from dashboard.charts import labs as charts
from dashboard.components import PageContext
from dashboard.text import labs as text


@components.page(pages.LABS)
def render(page: PageContext[LabsReport]) -> None:
    """Draw the kinds of labs over time; budget, errors and each lab are folded."""
    report = page.report
    if report.labs:
        st.markdown(text.answer(report))
        if report.weeks:
            components.titled_chart(text.KIND_SHARES, charts.kinds, report, key="labs_kinds")
            st.markdown(text.kinds(report))
            components.note(text.KINDS_NOTE)
        components.sections({**_money(report), text.ERRORS.title: _errors, text.LIST_TITLE: _list}, report)
        if report.weeks:
            components.numbers(text.WEEK_COLUMNS, report.weeks)
    else:
        components.first_steps(text.EMPTY_STEPS)
    components.note(text.left_out(report))
    components.how_computed(text.METHOD, text.inputs(report))


def _money(report: LabsReport) -> Mapping[str, Callable[[LabsReport], None]]:
    """Return the sections of spending in one currency, chosen if there are several."""
    if not report.spendings:
        return {}
    spending = report.spendings[0]
    if len(report.spendings) > 1:
        spending = st.selectbox(
            text.CURRENCY_LABEL,
            report.spendings,
            format_func=lambda s: s.currency or text.NO_CURRENCY,
        )
    return {
        text.MONEY.title: partial(_budget, spending=spending),
        text.WEEK_COSTS.title: partial(_domains, spending=spending),
    }


def _budget(report: LabsReport, spending: Spending) -> None:
    components.chart(spending_charts.money, report, spending, alt=text.MONEY.alt, key="labs_money")
    st.markdown(text.money(report, spending))


def _domains(report: LabsReport, spending: Spending) -> None:
    components.chart(spending_charts.week_costs, report, spending, alt=text.WEEK_COSTS.alt, key="labs_weeks")
    st.html(spending_charts.key(report, spending))
    used = [domain for domain in spending.domains if domain.cost or domain.hours]
    components.bullets([text.domain(report, spending, domain) for domain in used])


def _errors(report: LabsReport) -> None:
    if report.rates_by_kind:
        components.chart(charts.errors, report, alt=text.ERRORS.alt, key="labs_errors")
    st.markdown(text.errors(report))
    components.bullets([text.error_rate(rate) for rate in report.errors if rate.n_labs])


def _list(report: LabsReport) -> None:
    components.table(text.lab_columns(report), reversed(report.labs))
