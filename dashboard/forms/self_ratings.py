"""Self-ratings by domain or task, one key or click each."""

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.records import SelfRating
from analytics.reports.planning.self_ratings import Subject, latest_ratings
from dashboard import components, formatting
from dashboard.forms import choices
from dashboard.session import manual_entry, own_database
from dashboard.text import audit as text


@components.form
def render(exam: ExamBlueprint, *, is_next: bool = False) -> None:
    latest = latest_ratings(exam, own_database.records(SelfRating))
    st.markdown(text.RATE_BODY)
    with st.expander(text.LEVELS_MEANING, expanded=not latest):
        components.bullets(text.LEVELS)
    chosen: dict[Subject, int | None] = {}
    errors = choices.FieldErrors()
    with st.form(f"ratings_{exam.code}_{manual_entry.form_key()}", border=False):
        for domain in exam.domains:
            whole = (domain.domain_id, None)
            chosen[whole] = _level(exam, whole, text.rated_domain(domain), latest.get(whole))
        if exam.task_ids:
            with st.expander(text.BY_TASK, expanded=any(task_id for _, task_id in latest)):
                st.caption(text.BY_TASK_NOTE)
                if exam.source_urls:
                    st.link_button(text.RATING_GUIDE, exam.source_urls[0])
                for domain in exam.domains:
                    for task in domain.tasks:
                        subject, label = (domain.domain_id, task.task_id), formatting.literal(" ".join(task))
                        chosen[subject] = _level(exam, subject, label, latest.get(subject))
        rated_on = choices.day("rated_on", "rated_on", errors)
        kind, key = "primary" if is_next else "secondary", f"save_ratings_{exam.code}_{manual_entry.form_key()}"
        is_saved = components.save_button(text.SAVE_RATINGS, latest, key=key, type=kind)
    if not is_saved:
        return
    ratings = [
        SelfRating(rated_on=rated_on, exam_code=exam.code, domain_id=domain_id, task_id=task_id, rating=level)
        for (domain_id, task_id), level in chosen.items()
        if level is not None and latest.get((domain_id, task_id)) != level
    ]
    if ratings:
        choices.save(ratings, exam, text.ratings_saved(len(ratings)), errors=errors)
    else:
        st.error(text.NO_RATING)


def _level(exam: ExamBlueprint, subject: Subject, label: str, rated: int | None) -> int | None:
    levels, (domain_id, task_id) = list(text.SHORT), subject
    return st.radio(
        label,
        levels,
        None if rated is None else levels.index(rated),
        format_func=text.level,
        horizontal=True,
        key=f"rate_{exam.code}_{domain_id}_{task_id}_{manual_entry.form_key()}",
    )
