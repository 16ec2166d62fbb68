"""A practice exam by domain: its conditions, and counts of questions and right answers."""

from collections.abc import Mapping

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import TOTAL_DOMAIN, DomainResult, ItemResponse
from analytics.updates.practice_exam_entry import DomainCounts, ExamEntry, domain_results, next_sitting
from dashboard import formatting
from dashboard.forms import choices
from dashboard.session import manual_entry, own_database
from dashboard.text import add as text

_NAME_WIDTH, _COUNT_WIDTH = 320, 104
"""Pixels: on a phone the three counts of a domain fit beside each other, below its name."""


def conditions(exam: ExamBlueprint, key: str) -> ExamEntry:
    """Ask for everything but the counts."""
    results = own_results()
    first, second, third, fourth = st.columns(4)
    with first:
        taken_on = choices.day(f"{key}_day")
        is_timed = st.checkbox(text.IS_TIMED, True, key=f"{key}_timed")
    with second:
        provider = choices.text_with_history(text.PROVIDER, [result.provider for result in results])
        is_closed_book = st.checkbox(text.IS_CLOSED_BOOK, True, key=f"{key}_closed")
    with third:
        form = choices.text_with_history(text.FORM, [r.form for r in results if r.provider == provider])
        sitting = next_sitting(results, provider, form)
        number = st.number_input(text.SITTING, value=sitting, key=f"{key}_sitting_{sitting - 1}")
    with fourth:
        duration = st.number_input(text.DURATION, value=None, step=1, key=f"{key}_duration")
        place = st.text_input(text.PLACE, key=f"{key}_place")
    return ExamEntry(
        candidate_id=own_database.candidate_id(),
        exam_code=exam.code,
        taken_on=taken_on,
        provider=provider,
        form=form,
        sitting=int(number) if form else None,
        is_timed=is_timed,
        is_closed_book=is_closed_book,
        place=place or None,
        duration_min=None if duration is None else float(duration),
    )


def own_results() -> list[DomainResult | ItemResponse]:
    """Return the rows of the candidate's practice exams, entered by domain or by question."""
    return [*own_database.records(DomainResult), *own_database.records(ItemResponse)]


def unused_id(entry: ExamEntry) -> str:
    """Return an id that none of the candidate's practice exams has."""
    return entry.unused_id({result.practice_exam_id for result in own_results()})


def render(exam: ExamBlueprint) -> None:
    """Draw the conditions, the counts by domain with their sum, and the button."""
    entry = conditions(exam, "exam")
    st.markdown(f"**{text.COUNTS}**")
    st.caption(text.COUNTS_HELP)
    names = {
        **{d.domain_id: text.domain_name(d.domain_id, d.name) for d in exam.domains},
        TOTAL_DOMAIN: text.WHOLE_EXAM,
    }
    lines = {domain_id: _counts(exam, domain_id, name) for domain_id, name in names.items()}
    counts = {domain_id: line for domain_id, line in lines.items() if line is not None}
    n_correct, n_items = sum(line.n_correct for line in counts.values()), sum(line.n_items for line in counts.values())
    st.markdown(text.score(n_correct, n_items))
    if st.button(text.SAVE, type="primary"):  # never disabled: a press right after a number would be lost
        _save(exam, entry, counts)


def _save(exam: ExamBlueprint, entry: ExamEntry, counts: Mapping[str, DomainCounts]) -> None:
    """Save the counts once each has its number of questions."""
    if not counts:
        st.error(text.NO_COUNTS)
    elif not all(domain.n_items for domain in counts.values()):
        st.error(text.COUNT_WITHOUT_ALL)
    elif not all(domain.are_possible for domain in counts.values()):
        st.error(text.IMPOSSIBLE_COUNTS)
    else:
        rows = domain_results(entry, unused_id(entry), counts)
        choices.save(rows, exam, text.saved(len(rows), DomainResult))


def _counts(exam: ExamBlueprint, domain_id: str, name: str) -> DomainCounts | None:
    """Ask for the counts of one domain, None while both are empty."""
    key = f"{exam.code}_{domain_id}_{manual_entry.n_saved()}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(formatting.literal(name), width=_NAME_WIDTH)
        n_correct, n_items, n_seen = (
            st.number_input(
                text.count_label(name, what),
                value=None,
                step=1,
                placeholder=what,
                label_visibility="collapsed",
                width=_COUNT_WIDTH,
                key=f"{what}_{key}",
            )
            for what in (text.RIGHT_ANSWERS, text.OF_QUESTIONS, text.SEEN_BEFORE)
        )
        if n_items is None and n_correct is None:
            return None
        counts = DomainCounts(int(n_items or 0), int(n_correct or 0), None if n_seen is None else int(n_seen))
        st.markdown(text.share(counts.n_correct, counts.n_items), width="content")
    if counts.n_items and not counts.are_possible:
        st.error(text.impossible(name, counts))
    return counts
