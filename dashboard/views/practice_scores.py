"""The tab of score stabilization: the level over time, and the effect of repeated questions."""

import streamlit as st

from analytics.reports.practice.stabilization import StabilizationReport
from dashboard import components, pages
from dashboard.charts import stabilization as charts
from dashboard.components import PageContext
from dashboard.text import common, statements
from dashboard.text import stabilization as text


@components.page(pages.SCORES)
def render(page: PageContext[StabilizationReport]) -> None:
    """Draw the level with the cut score and the next practice exam, and what repeated questions add."""
    report = page.report
    if report.points:
        components.section(text.SCORES.title)
        st.html(charts.key(report))
        components.chart(charts.scores, report, alt=text.SCORES.alt, key="stability_scores")
        missed = statements.scored(report.readiness.missed_forecast)
        st.markdown(f"{text.now(report)} {missed} {text.next_exam(report)} {text.dispersion(report)}")
        components.note(text.main_note(report))
    ready = report.readiness
    if ready.passed_on is None and not ready.is_closed:
        components.section(common.WHAT_TO_DO)
        st.markdown(text.next_step(report))
        if report.is_stable_and_low:
            components.link(pages.AUDIT, text.TO_GAPS)
        if ready.awaited_result_on is None:
            components.link(pages.ADD_EXAM, text.ADD_EXAM)
        else:
            components.link(pages.RESULT, common.GO_TO_RESULT, for_entry=True)
    if report.points:
        _inflation(report)
        components.sections({common.SAME_IN_NUMBERS: _numbers}, report)
    components.how_computed(text.METHOD, text.inputs(report))


def _inflation(report: StabilizationReport) -> None:
    """Draw what repeated questions add to the raw score."""
    components.section(text.INFLATION.title)
    if not any(effect.has_pair for effect in report.seen_effects):
        st.markdown(f"{text.inflation(report)} {text.pairs_note(report)} {text.fast(report)}".strip())
        return
    pairs, words = st.columns(2)
    with pairs:
        components.chart(charts.inflation, report, alt=text.INFLATION.alt, key="stability_inflation")
    with words:
        st.markdown(text.inflation(report))
        components.note(text.pairs_note(report))
        components.note(text.fast(report))


def _numbers(report: StabilizationReport) -> None:
    components.table(text.POINT_COLUMNS, report.points)
    if report.seen_effects:
        components.table(text.EFFECT_COLUMNS, report.seen_effects)
