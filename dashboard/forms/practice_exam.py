"""A practice exam by domain: how many questions, how many right; the percentage works itself out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import TOTAL_DOMAIN, DomainResult
from dashboard import formatting
from dashboard.forms import choices
from dashboard.session import manual_entry, own_database
from dashboard.text import add as text

MAX_QUESTIONS = 1000

_NAME_WIDTH, _COUNT_WIDTH = 320, 104
"""So that on a phone the three counts of a domain stand beside each other, below its name."""


@dataclass(frozen=True, slots=True)
class ExamEntry:
    """When, of whom and under which conditions a practice exam was sat."""

    taken_on: date
    provider: str | None
    form: str | None
    sitting: int | None
    is_timed: bool
    is_closed_book: bool
    place: str | None
    duration_min: float | None

    def practice_exam_id(self, taken: set[str]) -> str:
        """Make a name that no practice exam of the candidate has."""
        name = " ".join(filter(None, [self.taken_on.isoformat(), self.provider, self.form]))
        free, number = name, 1
        while free in taken:
            number += 1
            free = f"{name} ({number})"
        return free


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many questions of a domain there were, and how many were right."""

    n_items: int
    n_correct: int
    n_seen_before: int | None


def conditions(key: str) -> ExamEntry:
    """Ask for all that is not a count."""
    results = own_database.records(DomainResult)
    first, second, third, fourth = st.columns(4)
    with first:
        taken_on = choices.day(f"{key}_day")
        is_timed = st.checkbox(text.IS_TIMED, True, key=f"{key}_timed")
    with second:
        provider = choices.known_text(text.PROVIDER, [result.provider for result in results])
        is_closed_book = st.checkbox(text.IS_CLOSED_BOOK, True, key=f"{key}_closed")
    with third:
        form = choices.known_text(text.FORM, [r.form for r in results if r.provider == provider])
        sat_before = {r.practice_exam_id for r in results if form and (r.provider, r.form) == (provider, form)}
        n_before = len(sat_before)
        number = st.number_input(text.SITTING, 1, 100, min(n_before + 1, 100), key=f"{key}_sitting_{n_before}")
    with fourth:
        duration = st.number_input(text.DURATION, 1, 24 * 60, None, key=f"{key}_duration")
        place = st.text_input(text.PLACE, key=f"{key}_place")
    return ExamEntry(
        taken_on,
        provider,
        form,
        int(number) if form else None,
        is_timed,
        is_closed_book,
        place or None,
        None if duration is None else float(duration),
    )


def taken_ids() -> set[str]:
    """Name the practice exams that the candidate has typed or imported by domain."""
    return {result.practice_exam_id for result in own_database.records(DomainResult)}


def render(exam: ExamBlueprint) -> None:
    """Offer the conditions, the counts by domain with their sum, and the button."""
    sat = conditions("exam")
    st.markdown(f"**{text.COUNTS}**")
    st.caption(text.COUNTS_HELP)
    lines = {
        **{d.domain_id: text.domain_name(d.domain_id, d.name) for d in exam.domains},
        TOTAL_DOMAIN: text.WHOLE_EXAM,
    }
    asked = {domain_id: _asked(exam, domain_id, name) for domain_id, name in lines.items()}
    counts = {domain_id: one for domain_id, one in asked.items() if one is not None}
    st.markdown(text.score(sum(one.n_correct for one in counts.values()), sum(one.n_items for one in counts.values())))
    if st.button(text.SAVE, type="primary"):  # never disabled: a press right after a number would be lost
        _save(exam, sat, counts)


def _save(exam: ExamBlueprint, sat: ExamEntry, counts: Mapping[str, _Counts]) -> None:
    """Save the counts once all of them are whole."""
    if not counts:
        st.error(text.NO_COUNTS)
    elif not all(one.n_items for one in counts.values()):
        st.error(text.COUNT_WITHOUT_ALL)
    else:
        records = _records(exam, sat, counts)
        choices.save(records, exam, text.saved(len(records), DomainResult))


def _asked(exam: ExamBlueprint, domain_id: str, name: str) -> _Counts | None:
    """Ask how many were right of how many in one domain; None where neither is filled in."""
    key = f"{exam.code}_{domain_id}_{manual_entry.n_saved()}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(formatting.literal(name), width=_NAME_WIDTH)
        n_correct, n_items, n_seen = (
            st.number_input(
                text.count_label(name, what),
                0,
                MAX_QUESTIONS,
                None,
                placeholder=what,
                label_visibility="collapsed",
                width=_COUNT_WIDTH,
                key=f"{what}_{key}",
            )
            for what in (text.RIGHT_ANSWERS, text.OF_QUESTIONS, text.SEEN_BEFORE)
        )
        if n_items is None and n_correct is None:
            return None
        one = _Counts(int(n_items or 0), int(n_correct or 0), None if n_seen is None else int(n_seen))
        st.markdown(text.share(one.n_correct, one.n_items), width="content")
    return one


def _records(exam: ExamBlueprint, sat: ExamEntry, counts: Mapping[str, _Counts]) -> list[DomainResult]:
    """Make a row of each line that was filled in; right answers left empty are none."""
    name = sat.practice_exam_id(taken_ids())
    return [
        DomainResult(
            candidate_id=choices.candidate(),
            practice_exam_id=name,
            taken_at=sat.taken_on,
            exam_code=exam.code,
            provider=sat.provider,
            form=sat.form,
            sitting=sat.sitting,
            is_timed=sat.is_timed,
            is_closed_book=sat.is_closed_book,
            place=sat.place,
            duration_min=sat.duration_min,
            domain_id=domain_id,
            n_items=one.n_items,
            n_correct=one.n_correct,
            n_seen_before=one.n_seen_before,
        )
        for domain_id, one in counts.items()
    ]
