"""The tab of the log: why each answer was wrong."""

from collections.abc import Sequence

import streamlit as st

from analytics.records import ErrorCause
from analytics.reports.practice.mistakes import Mistake, MistakeFilter, MistakesReport
from dashboard import components, formatting, pages
from dashboard.components import PageContext
from dashboard.session import cause_entry, page_state
from dashboard.session.cause_entry import CauseEntry
from dashboard.session.scope import Scope
from dashboard.text import cause_log as text

SHOWN_AT_ONCE = 10
NO_CAUSE = ""
CAUSE_OPTIONS: list[str] = [NO_CAUSE, *ErrorCause]


@components.page(pages.LOG)
def render(page: PageContext[MistakesReport]) -> None:
    """Draw the wrong answers without a cause one at a time, and the list of all."""
    components.section(text.TITLE)
    if not page.report.mistakes:
        st.markdown(text.NO_MISTAKES)
        return
    _one_at_a_time(page.scope, page.report)
    components.sections({text.LIST_TITLE: _list}, page)
    components.how_computed(text.METHOD, ())


@st.fragment
def _one_at_a_time(scope: Scope, report: MistakesReport) -> None:
    """Draw one wrong answer with a button for each cause; the page is drawn again only after the last one."""
    mistakes = {mistake.key: mistake for mistake in report.mistakes}
    known = {key: mistake.response.error_cause for key, mistake in mistakes.items()}
    entry = cause_entry.current(scope, known)
    if entry.is_page_due:
        entry.is_page_due = False
        st.rerun()
    with components.sentences_for_errors(), formatting.days_as_of(report.as_of):
        components.warning(formatting.literal(entry.problem))
        if entry.n_left:
            _asked(entry, mistakes[entry.shown], is_sample=scope.is_sample)
        else:
            st.markdown(text.DONE)
            components.link(pages.CAUSES, text.GO_TO_CAUSES)
        with st.container(horizontal=True):
            if entry.n_left:
                st.button(text.BACK, shortcut="B", on_click=entry.back)
                st.button(text.SKIP, shortcut="S", on_click=entry.skip)
            if cause_entry.saved(scope):
                st.button(text.UNDO, shortcut="U", on_click=entry.undo)


def _asked(entry: CauseEntry, mistake: Mistake, *, is_sample: bool) -> None:
    """Draw a wrong answer with what is known of it, and ask for its cause."""
    key = mistake.key
    st.container(border=True).markdown(text.asked(entry.number, len(entry.causes), mistake))
    for number, (column, cause) in enumerate(zip(st.columns(len(ErrorCause)), ErrorCause, strict=True), start=1):
        column.button(
            text.CAUSES[cause],
            key=f"cause_{cause}",
            shortcut=str(number),
            icon=":material/check:" if entry.causes[key] is cause else None,
            width="stretch",
            disabled=is_sample,
            on_click=entry.answer,
            args=(key, cause),
        )
    components.note(text.SAMPLE_NOTE if is_sample else text.HINT)
    if mistake.suggestion is not None:
        cause = mistake.suggestion.cause
        st.markdown(text.suggestion(mistake.suggestion))
        st.button(text.accept(cause), shortcut="A", disabled=is_sample, on_click=entry.answer, args=(key, cause))


def _list(page: PageContext[MistakesReport]) -> None:
    """Draw all wrong answers with filters, and save the causes that are changed."""
    scope, report = page.scope, page.report
    components.success(page_state.take_note())
    shown = _chosen_part(report)
    if not shown:
        st.markdown(text.NOTHING_SHOWN)
        return
    with st.form(f"mistakes_causes_{scope.revision}", border=False):
        causes = {mistake.key: _cause(mistake, scope) for mistake in shown}
        is_saved = st.form_submit_button(text.SAVE, disabled=scope.is_sample)
    if is_saved:
        known = {mistake.key: mistake.response.error_cause for mistake in shown}
        changed = {key: cause for key, cause in causes.items() if cause is not known[key]}
        with components.sentences_for_errors():
            number = cause_entry.save(scope, changed, before={key: known[key] for key in changed})
            page_state.leave_note(text.saved(number))
            st.rerun()


def _chosen_part(report: MistakesReport) -> Sequence[Mistake]:
    """Draw the filters, and return the part of the list that passes."""
    which, where, part = st.columns(3)
    kind: MistakeFilter = which.selectbox(
        text.SHOWN_LABEL, [*MistakeFilter], format_func=text.LISTED.__getitem__, key="mistakes_kind"
    )
    domain = where.selectbox(
        text.DOMAIN_LABEL,
        [None, *report.domains],
        format_func=lambda domain_id: text.domain_option(report, domain_id),
        key="mistakes_domain",
    )
    listed = report.log(kind, domain)
    first = part.selectbox(
        text.PART_LABEL,
        range(0, max(1, len(listed)), SHOWN_AT_ONCE),
        format_func=lambda k: text.part_name(k + 1, min(k + SHOWN_AT_ONCE, len(listed)), len(listed)),
        key=f"mistakes_part_{kind}_{domain}_{len(listed)}",  # a list of another length begins anew
    )
    return listed[first : first + SHOWN_AT_ONCE]


def _cause(mistake: Mistake, scope: Scope) -> ErrorCause | None:
    """Ask for the cause of a wrong answer."""
    cause = st.radio(
        text.row(mistake),
        CAUSE_OPTIONS,
        index=CAUSE_OPTIONS.index(mistake.response.error_cause or NO_CAUSE),
        format_func=text.cause_option,
        horizontal=True,
        key=f"mistakes_cause_{scope.revision}_{mistake.key}",
        disabled=scope.is_sample,
    )
    return ErrorCause(cause) if cause else None
