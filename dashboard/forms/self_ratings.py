"""Self-ratings task by task: one press each, every level in words."""

import streamlit as st

from analytics.blueprints.model import BlueprintDomain, ExamBlueprint
from analytics.records import SelfRating
from analytics.updates.self_ratings import Subject, latest_ratings, rated_subjects
from dashboard import components
from dashboard.forms import choices
from dashboard.forms.field_errors import FieldErrors
from dashboard.session import manual_entry, own_database
from dashboard.text import self_ratings as text


def render(exam: ExamBlueprint) -> None:
    """Draw a line for each task with its latest rating, and save the changed ones."""
    st.markdown(text.BODY)
    with st.expander(text.MEANING):
        components.bullets(text.LEVELS)
    if exam.source_urls:
        st.link_button(text.GUIDE, exam.source_urls[0])
    errors = FieldErrors()
    rated_on = choices.day("rated_on", "rated_on", errors)
    latest = latest_ratings(exam, own_database.records(SelfRating))
    chosen: dict[Subject, int] = {}
    with st.form(f"ratings_{exam.code}_{manual_entry.n_saved()}"):
        for domain in exam.domains:
            with st.container(gap="xsmall"):
                st.markdown(f"**{text.domain(domain)}**")
                labels = _labels(domain)
                for subject in rated_subjects(domain, latest):
                    level = _level(exam, subject, labels[subject], latest.get(subject))
                    if level is not None:
                        chosen[subject] = level
        is_saved = st.form_submit_button(text.SAVE)
    if is_saved:
        candidate_id = own_database.candidate_id()
        ratings = [
            SelfRating(
                candidate_id=candidate_id,
                rated_on=rated_on,
                exam_code=exam.code,
                domain_id=domain_id,
                task_id=task_id,
                rating=level,
            )
            for (domain_id, task_id), level in chosen.items()
            if latest.get((domain_id, task_id)) != level
        ]
        if ratings:
            choices.save(ratings, exam, text.saved(len(chosen), exam), errors=errors)
        else:
            st.error(text.NO_RATING)


def _labels(domain: BlueprintDomain) -> dict[Subject, str]:
    whole: dict[Subject, str] = {(domain.domain_id, None): text.WHOLE_DOMAIN}
    return whole | {(domain.domain_id, task.task_id): text.task(task) for task in domain.tasks}


def _level(exam: ExamBlueprint, subject: Subject, label: str, rated: int | None) -> int | None:
    """Ask for the level of one line."""
    name_at, levels_at = st.columns([1, 3], vertical_alignment="center")
    name_at.markdown(label)
    levels, (domain_id, task_id) = list(text.SHORT), subject
    return levels_at.radio(
        label,
        levels,
        None if rated is None else levels.index(rated),
        format_func=text.SHORT.__getitem__,
        horizontal=True,
        label_visibility="collapsed",
        key=f"rate_{exam.code}_{domain_id}_{task_id}_{manual_entry.n_saved()}",
    )
