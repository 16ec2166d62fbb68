"""The tab of the log: why each answer was wrong."""

from functools import partial

import streamlit as st

from analytics.records import ErrorCause, ResponseKey
from analytics.reports.practice.mistakes import Mistake, MistakeFilter, MistakesReport
from dashboard import components, formatting, pages
from dashboard.components import PageContext
from dashboard.session import cause_entry, page_state
from dashboard.session.cause_entry import CauseEntry
from dashboard.session.scope import Scope
from dashboard.text import common, names
from dashboard.text import mistakes as text

CHANGED = "mistakes_changed"


@components.page(pages.LOG)
def render(page: PageContext[MistakesReport]) -> None:
    """Draw the wrong answers without a cause one at a time, and the list of all."""
    components.section(text.LOG_TITLE)
    if not page.report.mistakes:
        components.first_steps([text.NO_MISTAKES], pages.ADD_QUESTIONS)
        return
    _log(page.scope, page.report)
    components.how_computed(text.LOG_METHOD, ())


@st.fragment
def _log(scope: Scope, report: MistakesReport) -> None:
    """Draw one wrong answer with a button for each cause; the page is drawn again only after the last one."""
    mistakes = {mistake.key: mistake for mistake in report.mistakes}
    entry = cause_entry.current(scope, {key: mistake.response.error_cause for key, mistake in mistakes.items()})
    if entry.is_page_due:
        entry.is_page_due = False
        st.rerun()
    with formatting.days_as_of(report.as_of):
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
            if cause_entry.saved(scope):
                st.button(text.UNDO, shortcut="U", on_click=entry.undo)
        components.sections({text.LIST_TITLE: partial(_list, entry)}, report)


def _ask(entry: CauseEntry, mistake: Mistake) -> None:
    """Draw a wrong answer with what is known of it, and ask for its cause."""
    key, is_sample = mistake.key, entry.scope.is_sample
    st.container(border=True).markdown(text.description(entry.progress, mistake))
    for number, (column, cause) in enumerate(zip(st.columns(len(ErrorCause)), ErrorCause, strict=True), start=1):
        column.button(
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
    """Save the pressed cause; nothing if two keys came at once, since the later one was meant for the next answer."""
    pressed = [cause for cause in ErrorCause if page_state.value_of(f"cause_{cause}")]
    if len(pressed) == 1:
        entry.answer(key, pressed[0])


def _list(entry: CauseEntry, report: MistakesReport) -> None:
    """List the wrong answers that pass the filters; each can be shown above, to correct its cause."""
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
