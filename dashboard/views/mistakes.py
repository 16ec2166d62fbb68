"""Mistakes: causes, confused pairs, confidence, and the log."""

from collections.abc import Sequence

import streamlit as st

from analytics.records import ErrorCause
from analytics.reports.practice.mistakes import Mistake, MistakeFilter, MistakesReport, with_suggestions
from dashboard import components, pages
from dashboard.charts import mistakes as charts
from dashboard.components import PageContext
from dashboard.session import manual_entry, page_state
from dashboard.session.scope import Scope
from dashboard.text import common, confusion
from dashboard.text import mistakes as text
from dashboard.text.shapes import table_rows

SHOWN_AT_ONCE = 10
NO_CAUSE = ""
CAUSE_OPTIONS: list[str] = [NO_CAUSE, *ErrorCause]


@components.page(pages.MISTAKES)
def render(page: PageContext[MistakesReport]) -> None:
    """Draw the mix of causes, the remedies, and the details."""
    report = page.report
    components.headline(pages.MISTAKES, text.answer(report))
    if not report.n_responses:
        components.first_steps(text.EMPTY_STEPS)
    if report.mistakes:
        components.section(text.MIX.title)
        st.markdown(f"{text.evidence(report)} {text.halves(report)}".strip())
    if report.n_with_cause:
        components.chart(charts.cause_mix, report, alt=text.MIX.alt, key="mistakes_mix")
        numbers = st.expander(common.SAME_IN_NUMBERS, key="mistakes_numbers", on_change="rerun")
        if numbers.open:
            numbers.table(table_rows(text.CAUSE_COLUMNS, report.causes))
    components.section(text.REMEDIES_TITLE)
    components.bullets(text.remedies(report))
    _details(page.scope, report)
    components.how_computed(f"{text.METHOD}\n\n{confusion.METHOD}", text.inputs(report))


def _details(scope: Scope, report: MistakesReport) -> None:
    """Draw the tabs; only the open one is computed."""
    names = [text.LOG_TAB, text.PAIRS_TAB, text.CONFIDENCE_TAB, text.OVER_TIME_TAB]
    log, pairs, judged, over_time = st.tabs(names, on_change="rerun", key="mistakes_tabs")
    if log.open:
        with log:
            _log(scope, report)
    if pairs.open:
        with pairs:
            _pairs(report)
    if judged.open:
        with judged:
            _confidence(report)
    if over_time.open:
        with over_time:
            _over_time(report)


def _over_time(report: MistakesReport) -> None:
    """Draw the mix of causes by period."""
    components.section(text.OVER_TIME.title)
    st.markdown(text.over_time(report))
    if len(report.periods) > 1:
        components.chart(charts.mix_over_time, report, alt=text.OVER_TIME.alt, key="mistakes_over_time")
        with st.expander(common.SAME_IN_NUMBERS):
            components.bullets([text.period_line(period) for period in report.periods])


def _pairs(report: MistakesReport) -> None:
    """Draw the confused pairs by direction, and a list to drill."""
    components.section(confusion.PAIRS.title)
    if not report.pairs:
        st.markdown(confusion.NO_PAIRS)
        return
    st.markdown(confusion.pairs_answer(report.pairs))
    drawn, rest = report.pairs[: charts.PAIRS_SHOWN], report.pairs[charts.PAIRS_SHOWN :]
    heat, drill = st.columns(2)
    with heat:
        components.chart(charts.confusions, report.pairs, alt=confusion.PAIRS.alt, key="mistakes_pairs")
        components.note(confusion.pairs_note(report.pairs, len(drawn)))
    with drill:
        st.markdown(f"**{confusion.DRILL_TITLE}**")
        components.steps([confusion.drill_item(pair) for pair in drawn])
        if rest:
            with st.expander(confusion.MORE_PAIRS):
                components.bullets([confusion.drill_item(pair) for pair in rest])


def _confidence(report: MistakesReport) -> None:
    """Draw confidence against correctness, and the proportion correct by level."""
    components.section(confusion.CONFIDENCE.title)
    judged = report.confidence
    if not judged.n:
        st.markdown(confusion.NO_CONFIDENCE)
        return
    st.markdown(confusion.confidence_answer(judged))
    counts = confusion.counts(judged)
    for column, count in zip(st.columns(len(counts)), counts, strict=True):
        with column:
            components.fact(*count)
    components.chart(charts.confidence, judged, alt=confusion.CONFIDENCE.alt, key="mistakes_confidence")
    st.caption(confusion.confidence_note(judged))
    with st.expander(confusion.DOMAINS_TITLE):
        st.table(table_rows(confusion.DOMAIN_COLUMNS, judged.domains))


def _log(scope: Scope, report: MistakesReport) -> None:
    """List the wrong answers, ask for their causes, and save them."""
    components.section(text.LOG_TITLE)
    components.success(page_state.take_note())
    if not report.mistakes:
        st.markdown(text.NO_MISTAKES)
        return
    st.markdown(text.SAMPLE_NOTE if scope.is_sample else text.LOG_NOTE)
    shown = _chosen_part(report)
    if not shown:
        st.markdown(text.NOTHING_SHOWN)
        return
    with st.form(f"mistakes_causes_{scope.revision}", border=False):
        causes = {mistake.key: _cause(mistake, scope) for mistake in shown}
        save = st.form_submit_button(text.SAVE, type="primary", disabled=scope.is_sample)
        has_suggestions = any(mistake.suggestion for mistake in shown)
        taken = has_suggestions and st.form_submit_button(text.SAVE_WITH_SUGGESTIONS, disabled=scope.is_sample)
    if save or taken:
        with components.sentences_for_errors():
            number = manual_entry.set_error_causes(scope, with_suggestions(shown, causes) if taken else causes)
            page_state.leave_note(text.saved(number))
            st.rerun()


def _chosen_part(report: MistakesReport) -> Sequence[Mistake]:
    """Draw the filters, and return the part of the log that passes."""
    which, where, part = st.columns(3)
    with which:
        kinds = list(MistakeFilter)
        start = kinds.index(report.default_filter)
        kind = st.selectbox(
            text.SHOWN_LABEL, kinds, index=start, format_func=text.LISTED.__getitem__, key="mistakes_kind"
        )
    with where:
        domain = st.selectbox(
            text.DOMAIN_LABEL,
            [None, *report.domains],
            format_func=lambda domain_id: text.domain_option(report, domain_id),
            key="mistakes_domain",
        )
    listed = report.log(kind, domain)
    with part:
        starts = range(0, max(1, len(listed)), SHOWN_AT_ONCE)
        first = st.selectbox(
            text.PART_LABEL,
            starts,
            format_func=lambda k: text.part_name(k + 1, min(k + SHOWN_AT_ONCE, len(listed)), len(listed)),
            key=f"mistakes_part_{kind}_{domain}_{len(listed)}",  # a list of another length begins anew
        )
    return listed[first : first + SHOWN_AT_ONCE]


def _cause(mistake: Mistake, scope: Scope) -> ErrorCause | None:
    """Ask for the cause of a wrong answer."""
    cause = st.radio(
        text.mistake_label(mistake),
        CAUSE_OPTIONS,
        index=CAUSE_OPTIONS.index(mistake.response.error_cause or NO_CAUSE),
        format_func=text.cause_option,
        horizontal=True,
        key=f"mistakes_cause_{scope.revision}_{mistake.key}",
        disabled=scope.is_sample,
    )
    return ErrorCause(cause) if cause else None
