"""Mistakes: causes, confused pairs, confidence, and the log."""

from functools import partial

import streamlit as st

from analytics.records import ErrorCause, ResponseKey
from analytics.reports.practice.mistakes import Mistake, MistakeFilter, MistakesReport
from dashboard import components, formatting, pages
from dashboard.charts import mistakes as charts
from dashboard.components import PageContext
from dashboard.session import cause_entry, page_state
from dashboard.session.cause_entry import CauseEntry
from dashboard.session.scope import Scope
from dashboard.text import common, names
from dashboard.text import mistakes as text

CHANGED = "mistakes_changed"


@components.page(pages.MISTAKES)
def render(page: PageContext[MistakesReport]) -> None:
    """Draw the answer, a link to answers without a cause, and the tabs; first the log while no cause is set."""
    report = page.report
    components.headline(pages.MISTAKES, *text.headline(report))
    first = pages.LOG if report.mistakes and not report.n_with_cause else pages.CAUSES
    if report.without_cause and st.query_params.get(components.TAB, first.title) != pages.LOG.title:
        components.link(pages.LOG, text.without_cause(report))
    components.tabs(pages.MISTAKES, first=first)


@components.page(pages.CAUSES)
def causes(page: PageContext[MistakesReport]) -> None:
    report = page.report
    if not report.n_responses:
        components.first_steps(text.EMPTY_STEPS, pages.ADD_QUESTIONS)
    components.section(text.MIX_TITLE)
    if report.n_with_cause:
        components.note(f"{text.evidence(report)} {text.trends(report)}".strip())
    st.html(charts.causes(report))
    if len(report.periods) > 1:
        components.sections({text.OVER_TIME.title: _over_time}, report)
        components.numbers_table(text.PERIOD_COLUMNS, report.periods)
    elif report.n_with_cause:
        components.note(text.TOO_FEW_OVER_TIME)
    components.how_computed(text.METHOD, text.inputs(report))


def _over_time(report: MistakesReport) -> None:
    components.note(text.OVER_TIME_NOTE)
    components.chart(text.OVER_TIME, charts.mix_over_time, report, key="mistakes_over_time")


@components.page(pages.PAIRS)
def pairs(page: PageContext[MistakesReport]) -> None:
    pairs = page.report.pairs
    components.section(text.PAIRS_TITLE)
    if not pairs:
        components.first_steps([text.NO_PAIRS], pages.ADD_QUESTIONS)
        return
    st.markdown(text.pairs_answer(pairs))
    drawn, rest = pairs[: charts.PAIRS_SHOWN], pairs[charts.PAIRS_SHOWN :]
    with st.container(key="pairs"):
        matrix, drill = st.columns((5, 4))
    with matrix:
        st.html(charts.confusions(pairs))
        components.note(text.pairs_note(pairs, len(drawn)))
    with drill:
        st.subheader(text.DRILL_TITLE, anchor=False)
        components.bullets([text.drill_item(pair) for pair in drawn], is_numbered=True)
    if rest:
        with st.expander(text.MORE_PAIRS):
            components.bullets([text.drill_item(pair) for pair in rest])
    components.how_computed(text.PAIRS_METHOD, ())


@components.page(pages.CONFIDENCE)
def confidence(page: PageContext[MistakesReport]) -> None:
    judged = page.report.confidence
    components.section(text.CONFIDENCE_TITLE)
    if not judged.n:
        components.first_steps([text.NO_CONFIDENCE], pages.ADD_QUESTIONS)
        return
    st.markdown(text.confidence_answer(judged))
    st.html(charts.quadrants(judged))
    components.note(text.confidence_note(judged))
    components.section(text.LEVELS_TITLE)
    st.html(charts.confidence(judged))
    components.note(text.guessing(judged.guess_floor))
    with st.expander(text.DOMAINS_TITLE):
        components.table(text.DOMAIN_COLUMNS, judged.domains)
    components.how_computed(text.CONFIDENCE_METHOD, ())


@components.page(pages.LOG)
def log(page: PageContext[MistakesReport]) -> None:
    components.section(text.LOG_TITLE)
    if not page.report.mistakes:
        components.first_steps([text.NO_MISTAKES], pages.ADD_QUESTIONS)
        return
    _log(page.scope, page.report)
    components.how_computed(text.LOG_METHOD, ())


@st.fragment
def _log(scope: Scope, report: MistakesReport) -> None:
    """Draw one wrong answer with a button for each cause; only the last one runs the whole page again."""
    mistakes = {mistake.key: mistake for mistake in report.mistakes}
    entry = cause_entry.current(scope, {key: mistake.response.error_cause for key, mistake in mistakes.items()})
    if entry.is_page_due:
        entry.is_page_due = False
        st.rerun()
    with formatting.days_as_of(scope.today):
        components.warning(formatting.literal(entry.problem))
        if entry.shown is None:
            st.markdown(text.DONE)
            components.link(pages.CAUSES, text.GO_TO_CAUSES)
        else:
            _ask(entry, mistakes[entry.shown])
        with st.container(horizontal=True):
            if entry.shown is not None and entry.queue:
                st.button(text.BACK, shortcut="B", on_click=entry.back)
                st.button(text.SKIP, shortcut="S", on_click=entry.skip)
            if entry.shown is not None and entry.causes[entry.shown] and not scope.is_sample:
                st.button(text.CLEAR, on_click=entry.answer, args=(entry.shown, None))
            if cause_entry.saved_changes(scope):
                st.button(text.UNDO, shortcut="U", on_click=entry.undo)
        components.sections({text.LIST_TITLE: partial(_list, entry)}, report)


def _ask(entry: CauseEntry, mistake: Mistake) -> None:
    key, is_sample = mistake.key, entry.scope.is_sample
    st.container(border=True).markdown(text.description(entry.progress, mistake))
    grid = st.grid(len(ErrorCause), min_column_width=170)  # for the words and the key
    for number, cause in enumerate(ErrorCause, start=1):
        grid.button(
            names.CAUSES[cause],
            key=f"cause_{cause}",
            shortcut=str(number),
            icon=":material/check:" if entry.causes[key] is cause else None,
            width="stretch",
            disabled=is_sample,
            on_click=_answer,
            args=(entry, key),
        )
    components.note(common.SAMPLE_IS_FIXED if is_sample else text.KEYS_HINT)
    if mistake.suggestion is not None:
        cause = mistake.suggestion.cause
        st.markdown(text.suggestion(mistake.suggestion))
        st.button(text.accept(cause), shortcut="A", disabled=is_sample, on_click=entry.answer, args=(key, cause))


def _answer(entry: CauseEntry, key: ResponseKey) -> None:
    """Save the pressed cause, unless two keys came at once: the later one was meant for the next answer."""
    pressed = [cause for cause in ErrorCause if page_state.value_of(f"cause_{cause}")]
    if len(pressed) == 1:
        entry.answer(key, pressed[0])


def _list(entry: CauseEntry, report: MistakesReport) -> None:
    """List the filtered wrong answers, each of which can be shown above to change its cause."""
    which, where = st.columns(2)
    kind: MistakeFilter = which.selectbox(
        text.SHOWN_LABEL, [*MistakeFilter], format_func=lambda kind: text.LISTED[kind], key="mistakes_kind"
    )
    domain = where.selectbox(
        text.DOMAIN_LABEL,
        [None, *report.domains],
        format_func=lambda domain_id: text.domain_option(report, domain_id),
        key="mistakes_domain",
    )
    listed = {mistake.key: mistake for mistake in report.log(kind, domain)}
    st.selectbox(
        text.CHANGE_LABEL,
        list(listed),
        index=None,
        format_func=lambda key: formatting.unescaped(text.question(listed[key])),
        key=CHANGED,
        on_change=lambda: entry.show(page_state.value_of(CHANGED)),
    )
    components.bullets([text.row(mistake, entry.causes[key]) for key, mistake in listed.items()])
