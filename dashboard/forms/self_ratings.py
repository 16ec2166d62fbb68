"""Self-ratings task by task: one press each, every level in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import streamlit as st

from analytics.blueprints.model import BlueprintDomain, ExamBlueprint
from analytics.records import SelfRating
from dashboard import session
from dashboard.forms import choices
from dashboard.text import self_ratings as text


@dataclass(frozen=True, slots=True)
class _Line:
    """What one line rates, and how it is named there."""

    domain_id: str
    task_id: str | None
    label: str


def render(exam: ExamBlueprint) -> None:
    """Offer a line for each task with its last rating, and save those that are new as ratings of a day."""
    st.markdown(text.BODY)
    st.table([{text.LEVEL: text.SHORT[level], text.MEANING: words} for level, words in text.LEVELS.items()])
    if exam.source_urls:
        st.link_button(text.GUIDE, exam.source_urls[0])
    rated_on = choices.day("rated_on")
    held = _last_ratings()
    chosen: dict[_Line, int] = {}
    with st.form(f"ratings_{exam.code}_{session.n_saved()}"):
        for domain in exam.domains:
            st.markdown(f"**{text.domain(domain)}**")
            for line in _lines(domain, held):
                name_at, levels_at = st.columns([1, 3], vertical_alignment="center")
                name_at.markdown(line.label)
                levels, rated = list(text.SHORT), held.get((line.domain_id, line.task_id))
                level = levels_at.radio(
                    line.label,
                    levels,
                    None if rated is None else levels.index(rated),
                    format_func=text.SHORT.__getitem__,
                    horizontal=True,
                    label_visibility="collapsed",
                    key=f"rate_{exam.code}_{line.domain_id}_{line.task_id}_{session.n_saved()}",
                )
                if level is not None:
                    chosen[line] = level
        is_saved = st.form_submit_button(text.SAVE, type="primary")
    if is_saved:
        ratings = [
            SelfRating(
                candidate_id=choices.candidate(),
                rated_on=rated_on,
                domain_id=line.domain_id,
                task_id=line.task_id,
                rating=level,
            )
            for line, level in chosen.items()
            if held.get((line.domain_id, line.task_id)) != level
        ]
        if ratings:
            choices.save(ratings, exam, text.saved(len(chosen), exam))
        st.error(text.NO_RATING)


def _lines(domain: BlueprintDomain, held: Mapping[tuple[str, str | None], int]) -> Iterator[_Line]:
    """Give a line for each task; one for the whole domain where it has no tasks, or was rated as a whole before."""
    if not domain.tasks or (domain.domain_id, None) in held:
        yield _Line(domain.domain_id, None, text.WHOLE_DOMAIN)
    for task in domain.tasks:
        yield _Line(domain.domain_id, task.task_id, text.task(task))


def _last_ratings() -> dict[tuple[str, str | None], int]:
    """Give the latest rating of each domain and task."""
    ratings = sorted(session.own_records(SelfRating), key=lambda rating: rating.rated_on)
    return {(rating.domain_id, rating.task_id): rating.rating for rating in ratings}
