"""A practice exam by domain: how many questions, how many right; the percentage works itself out."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from analytics.blueprint import ExamBlueprint
from analytics.records import TOTAL_DOMAIN, DomainResult
from dashboard import session
from dashboard.forms import choices
from dashboard.text import add as text


@dataclass(frozen=True, slots=True)
class Sitting:
    """When, of whom and under which conditions a practice exam was sat."""

    taken_on: date
    provider: str | None
    form: str | None
    number: int | None
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


def sitting(key: str) -> Sitting:
    """Ask for all that is not a count."""
    results = session.own_records(DomainResult)
    first, second, third, fourth = st.columns(4)
    with first:
        taken_on = choices.day(f"{key}_day")
        is_timed = st.checkbox(text.IS_TIMED, True, key=f"{key}_timed")
    with second:
        provider = choices.known_text(text.PROVIDER, [result.provider for result in results])
        is_closed_book = st.checkbox(text.IS_CLOSED_BOOK, True, key=f"{key}_closed")
    with third:
        form = choices.known_text(text.FORM, [r.form for r in results if r.provider == provider])
        number = st.number_input(text.SITTING, 1, 100, 1, key=f"{key}_sitting")
    with fourth:
        duration = st.number_input(text.DURATION, 1, 24 * 60, None, key=f"{key}_duration")
        place = st.text_input(text.PLACE, key=f"{key}_place")
    return Sitting(
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
    return {result.practice_exam_id for result in session.own_records(DomainResult)}


def render(exam: ExamBlueprint) -> None:
    """Offer the sitting, the counts by domain with their sum, and the button."""
    sat = sitting("exam")
    st.markdown(f"**{text.COUNTS}**")
    st.caption(text.COUNTS_HELP)
    counts = st.data_editor(
        _empty_counts(exam),
        hide_index=True,
        disabled=[text.COLUMN_DOMAIN],
        column_config={
            column: st.column_config.NumberColumn(min_value=0, max_value=1000, step=1)
            for column in (text.COLUMN_ITEMS, text.COLUMN_CORRECT, text.COLUMN_SEEN)
        },
        key=f"exam_counts_{exam.code}_{session.n_saved()}",
        placeholder="",
        alt=text.COUNTS_ALT,
    )
    filled = counts[counts[text.COLUMN_ITEMS].notna()]
    st.markdown(text.score(int(filled[text.COLUMN_CORRECT].fillna(0).sum()), int(filled[text.COLUMN_ITEMS].sum())))
    if st.button(text.SAVE, type="primary", disabled=filled.empty):
        records = _records(exam, sat, filled)
        choices.save(records, exam, text.saved(len(records), DomainResult))


def _empty_counts(exam: ExamBlueprint) -> pd.DataFrame:
    names = [*(text.domain_name(d.domain_id, d.name) for d in exam.domains), text.WHOLE_EXAM]
    empty = pd.array([None] * len(names), dtype="Int64")
    columns = (text.COLUMN_ITEMS, text.COLUMN_CORRECT, text.COLUMN_SEEN)
    ids = pd.Index([*exam.domain_ids, TOTAL_DOMAIN])
    return pd.DataFrame({text.COLUMN_DOMAIN: names, **dict.fromkeys(columns, empty)}).set_index(ids)


def _records(exam: ExamBlueprint, sat: Sitting, counts: pd.DataFrame) -> list[DomainResult]:
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
            sitting=sat.number,
            is_timed=sat.is_timed,
            is_closed_book=sat.is_closed_book,
            place=sat.place,
            duration_min=sat.duration_min,
            domain_id=str(domain_id),
            n_items=int(n_items),
            n_correct=0 if pd.isna(n_correct) else int(n_correct),
            n_seen_before=None if pd.isna(n_seen) else int(n_seen),
        )
        for domain_id, _, n_items, n_correct, n_seen in counts.itertuples()
    ]
