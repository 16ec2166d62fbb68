"""A list of topics to assign to domains, with the nearest domain preset."""

from collections.abc import Iterable, Mapping

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.ingest.file_mapping import UNASSIGNED
from analytics.ingest.mapping.suggestions import suggested_domain
from dashboard.session import page_state
from dashboard.text import mapping as text


def draw(names: Mapping[str, int], exam: ExamBlueprint, key: str, *, can_be_none: bool = False) -> None:
    options = [*exam.domain_ids, UNASSIGNED] if can_be_none else list(exam.domain_ids)
    nearest = {name: suggested_domain(name, exam) for name in names}
    scores = {name: 0 if near is None else near.score for name, near in nearest.items()}
    st.caption(text.domains_of(exam))
    search_at, all_at = st.columns(2, vertical_alignment="bottom")
    wanted = search_at.text_input(text.SEARCH, placeholder=text.SEARCH_EXAMPLE, key=f"{key}_search").strip()
    found = sorted(_found(names, wanted), key=lambda name: (scores[name], -names[name]))
    is_long = len(found) > text.N_TOPICS_SHOWN
    shows_all = is_long and st.toggle(text.ALL_TOPICS.format(n=len(found)), key=f"{key}_all")
    shown = found if shows_all else found[: text.N_TOPICS_SHOWN]
    for name in shown:
        if (near := nearest[name]) is not None:
            page_state.preset(_key(key, name), near.domain_id)
    targets = [name for name in found if wanted or page_state.value_of(_key(key, name)) is None]
    if len(targets) > 1:
        all_at.segmented_control(
            text.set_all(len(targets), wanted),
            options,
            format_func=text.domain_button,
            key=f"{key}_many",
            on_change=_set_found,
            args=(key, list(names)),
        )
    with st.container(width=780, gap="xsmall"):  # a name and its domains fit side by side, and are not far apart
        for name in shown:
            with st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="xxsmall"
            ):
                st.markdown(text.topic(name, names[name], nearest[name], exam), width="content")
                st.segmented_control(
                    text.domain_of_topic(name),
                    options,
                    format_func=text.domain_button,
                    key=_key(key, name),
                    label_visibility="collapsed",
                    persist_state="session",
                )


def _found(names: Iterable[str], wanted: str) -> list[str]:
    words = [word.strip() for word in wanted.casefold().split(",") if word.strip()]
    return [name for name in names if not words or any(word in name.casefold() for word in words)]


def _set_found(key: str, names: Iterable[str]) -> None:
    """Set the domain of the names found, or of those without one, and clear the search.

    The search is read again, because a press that ends its typing comes before the list is drawn for it.
    """
    wanted = str(page_state.value_of(f"{key}_search")).strip()
    page_state.choose_for(f"{key}_many", [_key(key, name) for name in _found(names, wanted)], only_empty=not wanted)
    page_state.set_input(f"{key}_search", "")


def chosen(names: Iterable[str], exam: ExamBlueprint, key: str) -> dict[str, tuple[str, str | None]]:
    """Return domain and task of each name that has one; a suggestion counts once drawn."""
    found = {}
    for name in names:
        domain_id = page_state.value_of(_key(key, name))
        if domain_id is not None:
            near = suggested_domain(name, exam)
            found[name] = domain_id, near.task_id if near is not None and near.domain_id == domain_id else None
    return found


def _key(key: str, name: str) -> str:
    return f"{key}_topic_{name}"
