"""A table of titles, projects and decks, to label with a domain and an activity."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.ingest.mapping.labels import TitleLabel, TitleLabels, UnlabeledTitle
from analytics.records import Activity
from analytics.updates.self_ratings import Subject
from dashboard import components
from dashboard.forms import choices
from dashboard.session import imports, manual_entry, own_database, page_state
from dashboard.text import mapping as text
from dashboard.text import names

_ACTIVITIES = {names.ACTIVITIES[activity]: activity for activity in Activity}


def _table(titles: Sequence[UnlabeledTitle], exam: ExamBlueprint, key: str) -> TitleLabels:
    """Draw the titles with the most time or rows, and return the chosen labels."""
    shown = titles[: text.MAX_TITLES_SHOWN]
    subjects = choices.subject_labels(exam)
    empty = pd.array([None] * len(shown), dtype="string")
    edited = st.data_editor(
        pd.DataFrame(
            {
                text.COLUMN_TITLE: [one.title or text.WITHOUT_TITLE for one in shown],
                text.COLUMN_DOMAIN: empty,
                text.COLUMN_ACTIVITY: empty,
                text.COLUMN_ROWS: [one.n_rows for one in shown],
                text.COLUMN_HOURS: [round(one.minutes / 60, 1) for one in shown],
            }
        ),
        hide_index=True,
        disabled=[text.COLUMN_TITLE, text.COLUMN_ROWS, text.COLUMN_HOURS],
        column_config={
            text.COLUMN_DOMAIN: st.column_config.SelectboxColumn(options=list(subjects), width="medium"),
            text.COLUMN_ACTIVITY: st.column_config.SelectboxColumn(options=list(_ACTIVITIES)),
        },
        key=key,
        placeholder="",
        alt=text.TITLES_ALT,
    )
    components.note(text.more_titles(len(titles)))
    chosen = zip(shown, edited[text.COLUMN_DOMAIN], edited[text.COLUMN_ACTIVITY], strict=True)
    labels = {one.title: _label(subjects, subject, activity) for one, subject, activity in chosen}
    return {title: label for title, label in labels.items() if label != TitleLabel()}


def _label(subjects: Mapping[str, Subject], subject: object, activity: object) -> TitleLabel:
    """Return the label that two cells choose; both may be empty."""
    domain_id, task_id = subjects.get(choices.text_of(subject)) or (None, None)
    return TitleLabel(domain_id, _ACTIVITIES.get(choices.text_of(activity)), task_id)


def render() -> None:
    """Draw the unlabeled titles of the own database, and relabel their rows."""
    titles, exam = imports.unlabeled_titles(), own_database.exam()
    if not titles:
        st.markdown(text.ALL_ASSIGNED)
    elif exam is None:
        st.markdown(text.NEEDS_EXAM)
    else:
        st.markdown(text.ASSIGN_BODY)
        labels = _table(titles, exam, f"titles_{exam.code}_{manual_entry.n_saved()}")
        if st.button(text.ASSIGN_NOW):
            if labels:
                page_state.rerun_with(text.assigned(imports.relabel_titles(labels)))
            st.error(text.NOTHING_CHOSEN)
