"""Self-ratings of all domains and tasks in one table, each level in words."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics.blueprint import ExamBlueprint
from analytics.records import SelfRating
from dashboard import session
from dashboard.forms import choices
from dashboard.text import add as text

_LEVELS = list(text.LEVELS.values())


@dataclass(frozen=True, slots=True)
class _Line:
    """What one line of the table rates, and the names that it goes by there."""

    domain_id: str
    task_id: str | None
    domain: str
    task: str


def render(exam: ExamBlueprint) -> None:
    """Offer the table with the last rating of each line, and save it as the rating of a day."""
    st.caption(text.RATINGS_BODY)
    rated_on = choices.day("rated_on")
    lines = _lines(exam)
    edited = st.data_editor(
        _table(lines, _last_ratings()),
        hide_index=True,
        disabled=[text.COLUMN_DOMAIN, text.COLUMN_TASK],
        column_config={text.COLUMN_RATING: st.column_config.SelectboxColumn(options=_LEVELS, width="large")},
        height="content",
        key=f"ratings_{exam.code}_{session.n_saved()}",
        placeholder="",
        alt=text.RATINGS_ALT,
    )
    ratings = [
        SelfRating(
            candidate_id=choices.candidate(),
            rated_on=rated_on,
            domain_id=line.domain_id,
            task_id=line.task_id,
            rating=_LEVELS.index(level) + 1,
        )
        for line, level in zip(lines, edited[text.COLUMN_RATING], strict=True)
        if isinstance(level, str)
    ]
    if st.button(text.SAVE, type="primary", key="save_ratings"):
        if ratings:
            choices.save(ratings, exam, text.saved(len(ratings), SelfRating))
        st.error(text.NO_RATING)


def _lines(exam: ExamBlueprint) -> list[_Line]:
    """Give a line for each domain as a whole and for each of its tasks."""
    lines = []
    for domain in exam.domains:
        name = text.domain_name(domain.domain_id, domain.name)
        lines.append(_Line(domain.domain_id, None, name, text.WHOLE_DOMAIN))
        lines += [
            _Line(domain.domain_id, task.task_id, name, text.domain_name(task.task_id, task.title))
            for task in domain.tasks
        ]
    return lines


def _last_ratings() -> dict[tuple[str, str | None], int]:
    """Give the latest rating of each domain and task."""
    ratings = sorted(session.own_records(SelfRating), key=lambda rating: rating.rated_on)
    return {(rating.domain_id, rating.task_id): rating.rating for rating in ratings}


def _table(lines: list[_Line], held: dict[tuple[str, str | None], int]) -> pd.DataFrame:
    levels = [text.LEVELS.get(held.get((line.domain_id, line.task_id), 0)) for line in lines]
    return pd.DataFrame(
        {
            text.COLUMN_DOMAIN: [line.domain for line in lines],
            text.COLUMN_TASK: [line.task for line in lines],
            text.COLUMN_RATING: pd.array(levels, dtype="string"),
        }
    )
