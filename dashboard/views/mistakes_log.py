"""The tab of the log: why each answer was wrong."""

from collections.abc import Sequence

import streamlit as st

from analytics.records import ErrorCause
from analytics.reports.practice.mistakes import Mistake, MistakeFilter, MistakesReport, with_suggestions
from dashboard import components, pages
from dashboard.components import PageContext
from dashboard.session import manual_entry, page_state
from dashboard.session.scope import Scope
from dashboard.text import mistakes as text

SHOWN_AT_ONCE = 10
NO_CAUSE = ""
CAUSE_OPTIONS: list[str] = [NO_CAUSE, *ErrorCause]


@components.page(pages.LOG)
def render(page: PageContext[MistakesReport]) -> None:
    """Draw the list of wrong answers with their causes."""
    _log(page.scope, page.report)


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
