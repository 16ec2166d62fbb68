"""The counts of a practice exam, by domain or as a whole, with their sum."""

from collections.abc import Mapping

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import TOTAL_DOMAIN
from analytics.updates.practice_exam_entry import DomainCounts
from dashboard import components, formatting
from dashboard.forms.field_errors import FieldErrors
from dashboard.session import manual_entry
from dashboard.text import add as text

_NAME_WIDTH, _COUNT_WIDTH, _LENGTH_WIDTH = 320, 104, 220
"""Pixels: on a phone the counts of a domain fit beside each other, below its name."""
_MOST_ITEMS = 1000


def ask(exam: ExamBlueprint, errors: FieldErrors, *, is_retake: bool) -> Mapping[str, DomainCounts]:
    """Ask for the counts, with the numbers of questions filled in; return the lines with correct answers."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names, usual = _lines(exam)
        has_seen = st.checkbox(text.HAS_SEEN, is_retake, key=f"exam_has_seen_{is_retake}")
    columns = [text.RIGHT_ANSWERS, text.OF_QUESTIONS, *([text.SEEN_BEFORE] if has_seen else [])]
    with st.container(horizontal=True):
        st.markdown(f"**{text.EXAM if TOTAL_DOMAIN in names else text.DOMAIN}**", width=_NAME_WIDTH)
        for column in columns:
            st.markdown(f"**{column}**", width=_COUNT_WIDTH)
    lines = {}
    for domain_id, name in names.items():
        key = f"{exam.code}_{domain_id}_{manual_entry.n_saved()}"
        lines[domain_id] = _line(name, usual[domain_id], columns, key)
        errors.place(domain_id)
        _check(domain_id, lines[domain_id], errors)
    counts = {domain_id: line for domain_id, line in lines.items() if line is not None}
    n_correct, n_items = sum(line.n_correct for line in counts.values()), sum(line.n_items for line in counts.values())
    if counts and not errors.are_shown:
        st.markdown(text.score(n_correct, n_items))
        components.note(text.left_out(len(names) - len(counts)))
    return counts


def _lines(exam: ExamBlueprint) -> tuple[Mapping[str, str], Mapping[str, int]]:
    """Ask what is known of the exam; return the name and the usual number of questions of each line."""
    how = st.segmented_control(
        text.RESULT,
        [text.BY_DOMAIN, text.TOTAL_ONLY],
        default=text.BY_DOMAIN,
        required=True,
        key="exam_counted",
        persist_state="session",
    )
    if how == text.TOTAL_ONLY:
        return {TOTAL_DOMAIN: text.WHOLE_EXAM}, {TOTAL_DOMAIN: exam.n_scored_items}
    usual = exam.n_scored_items
    key = f"exam_n_items_{exam.code}"
    n_items = st.number_input(
        text.N_QUESTIONS, 1, _MOST_ITEMS, usual, help=text.N_QUESTIONS_HELP, width=_LENGTH_WIDTH, key=key
    )
    names = {domain.domain_id: text.domain_name(domain.domain_id, domain.name) for domain in exam.domains}
    return names, exam.items_by_domain(n_items or usual)


def _line(name: str, usual: int, columns: list[str], key: str) -> DomainCounts | None:
    """Ask for the counts of one line, None without correct answers."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(formatting.literal(name), width=_NAME_WIDTH)
        given = {
            column: st.number_input(
                text.count_label(name, column),
                value=prefilled,
                step=1,
                label_visibility="collapsed",
                width=_COUNT_WIDTH,
                key=f"{column}_{prefilled}_{key}",  # filled in anew when the exam's length changes
            )
            for column in columns
            for prefilled in [usual if column == text.OF_QUESTIONS else None]
        }
    n_correct, n_seen = given[text.RIGHT_ANSWERS], given.get(text.SEEN_BEFORE)
    if n_correct is None:
        return None
    return DomainCounts(int(given[text.OF_QUESTIONS] or 0), int(n_correct), None if n_seen is None else int(n_seen))


def _check(domain_id: str, line: DomainCounts | None, errors: FieldErrors) -> None:
    """Draw the error of a line that cannot be."""
    if line is None:
        return
    if not line.n_items:
        errors.show(domain_id, text.NO_QUESTIONS)
    elif not line.are_possible:
        errors.show(domain_id, text.impossible(line))
