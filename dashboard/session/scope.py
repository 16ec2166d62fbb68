"""What the pages show in this run: which file, candidate, exam and day."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DayRule
from analytics.clock import today as today_of
from analytics.estimation.candidate import (
    ended_on,
    exams_of,
    known_blueprints,
)
from analytics.records import ME
from analytics.store import Store
from dashboard import places
from dashboard.session.caching import Stamp, remembered, stamp_of

_SHOWS_SAMPLE = "shows_sample"
_CANDIDATE = "candidate"
_EXAM = "exam"
_AS_OF = "as_of"
_PAGES = "pages"
_NOTE = "note"


@dataclass(frozen=True, slots=True)
class Scope:
    """What the pages are about: a file at a revision, one candidate, one exam, one day.

    `exam_code` is None where the candidate has no exam with a blueprint yet, and
    `candidate_id` is None in an empty file.
    """

    path: str
    revision: int
    candidate_id: str
    exam_code: str | None
    as_of: date
    today: date
    is_sample: bool


def own_path() -> Path:
    """Give the candidate's own database file."""
    return Path(os.environ[places.DB_VARIABLE])


def has_sample() -> bool:
    """Tell whether there is a sample to look at."""
    return places.SAMPLE_VARIABLE in os.environ


def remember_pages(pages: Sequence[StreamlitPage]) -> None:
    """Keep the pages of this run by their titles, so that any page can link to another."""
    st.session_state[_PAGES] = {page.title: page for page in pages}


def page_named(title: str) -> StreamlitPage | None:
    """Give a page by its title, None where a page is run on its own."""
    pages: Mapping[str, StreamlitPage] = st.session_state.get(_PAGES, {})
    return pages.get(title)


def shows_sample() -> bool:
    """Tell whether the pages show the sample: by choice, else where the own file is empty."""
    if places.SAMPLE_VARIABLE not in os.environ:
        return False
    if _SHOWS_SAMPLE not in st.session_state:
        st.session_state[_SHOWS_SAMPLE] = not store_at(str(own_path())).candidates()
    return bool(st.session_state[_SHOWS_SAMPLE])


def show_sample(is_shown: bool) -> None:
    """Switch between the sample and the candidate's own file."""
    st.session_state[_SHOWS_SAMPLE] = is_shown
    for key in (_CANDIDATE, _EXAM, _AS_OF):
        st.session_state.pop(key, None)


@remembered
def store_at(path: str) -> Store:
    """Give the one store of a file; it holds the file only while somebody works."""
    return Store(Path(path))


def store() -> Store:
    """Give the store that the pages show."""
    return store_at(os.environ[places.SAMPLE_VARIABLE] if shows_sample() else str(own_path()))


def own_store() -> Store:
    """Give the store of the candidate's own file, whichever the pages show."""
    return store_at(str(own_path()))


def scope() -> Scope:
    """Give what the pages are about in this run."""
    shown = store()
    path, revision = str(shown.path), revision_of(shown)
    candidates = _candidates(path, revision)
    candidate = picked_candidate()
    if candidate not in candidates:
        candidate = ME if ME in candidates or not candidates else candidates[0]
    codes = exams_in(path, revision, candidate)
    exam = st.session_state.get(_EXAM)
    if exam not in codes:
        exam = codes[0] if codes else None
    today = present_day(shown, candidate)
    last = _last_day(path, revision, candidate, exam, today)
    as_of = st.session_state.get(_AS_OF) or last or today
    return Scope(path, revision, candidate, exam, min(as_of, today), today, shows_sample())


def revision_of(shown: Store) -> int:
    """Give the file's revision; the file is opened only where its time or size has changed."""
    return _revision_at(str(shown.path), stamp_of(shown.path))


@remembered
def _revision_at(path: str, stamp: Stamp) -> int:  # noqa: ARG001  (stamp: part of the key)
    return store_at(path).revision()


@remembered
def draft_at(path: str, stamp: Stamp, candidate_id: str, name: str) -> str | None:  # noqa: ARG001  (stamp: part of the key)
    """Give a text that a candidate keeps in a file, None where there is none."""
    return store_at(path).draft(candidate_id, name)


def present_day(shown: Store, candidate_id: str) -> date:
    """Give today in the candidate's zone; tests may fix the day by an environment variable."""
    return today_by(day_rule_in(str(shown.path), revision_of(shown), candidate_id))


@remembered
def day_rule_in(path: str, revision: int, candidate_id: str) -> DayRule:  # noqa: ARG001  (revision: part of the key)
    """Give how the instants of a file become days for a candidate."""
    return store_at(path).day_rule(candidate_id)


def today_by(rule: DayRule) -> date:
    """Give today by a day rule; tests may fix the day by an environment variable."""
    fixed = os.environ.get(places.TODAY_VARIABLE)
    return date.fromisoformat(fixed) if fixed else today_of(rule)


def picked_candidate() -> str | None:
    """Name the candidate who was chosen by hand, else in the address, who stays chosen on the next page."""
    if _CANDIDATE in st.query_params:
        st.session_state.setdefault(_CANDIDATE, st.query_params[_CANDIDATE])
    picked: str | None = st.session_state.get(_CANDIDATE)
    return picked


def choose_candidate(candidate_id: str) -> None:
    """Show another candidate."""
    st.session_state[_CANDIDATE] = candidate_id
    st.session_state.pop(_EXAM, None)
    st.session_state.pop(_AS_OF, None)


def choose_exam(exam_code: str) -> None:
    """Show another exam of the candidate."""
    st.session_state[_EXAM] = exam_code
    st.session_state.pop(_AS_OF, None)


def choose_day(as_of: date | None) -> None:
    """Show the pages as on another day; None is the usual one."""
    st.session_state[_AS_OF] = as_of


def candidates(of: Scope) -> Sequence[str]:
    """List the candidates of the file."""
    return _candidates(of.path, of.revision)


def exams(of: Scope) -> Sequence[str]:
    """List the candidate's exams that have a blueprint, the latest first."""
    return exams_in(of.path, of.revision, of.candidate_id)


def blueprints(of: Scope) -> Mapping[str, ExamBlueprint]:
    """Give every exam that can be named."""
    return blueprints_of(of.path, of.revision)


def blueprint(of: Scope) -> ExamBlueprint | None:
    """Give the exam that the pages are about."""
    return None if of.exam_code is None else blueprints(of)[of.exam_code]


@remembered
def _candidates(path: str, revision: int) -> tuple[str, ...]:  # noqa: ARG001  (revision: part of the key)
    return tuple(store_at(path).candidates())


@remembered
def exams_in(path: str, revision: int, candidate_id: str) -> tuple[str, ...]:
    """List the exams of a candidate in a file that have a blueprint, the latest first."""
    known = blueprints_of(path, revision)
    return tuple(code for code in exams_of(store_at(path), candidate_id) if code in known)


@remembered
def blueprints_of(path: str, revision: int) -> Mapping[str, ExamBlueprint]:  # noqa: ARG001  (revision: part of the key)
    """Give every exam that can be named in a file."""
    return MappingProxyType(dict(known_blueprints(store_at(path))))


@remembered
def _last_day(
    path: str,
    revision: int,  # noqa: ARG001  (part of the key)
    candidate_id: str,
    exam_code: str | None,
    today: date,
) -> date | None:
    return None if exam_code is None else ended_on(store_at(path), candidate_id, exam_code, today)


def entered(key: str, usual: float) -> float:
    """Give the number that stands in an input further down the page, the usual one before it was drawn."""
    return float(st.session_state.get(key, usual))


def is_drawn(key: str) -> bool:
    """Tell whether an input further down the page has been drawn before, since the page was opened."""
    return key in st.session_state


def leave_note(sentence: str) -> None:
    """Keep a sentence for the next run of the page."""
    st.session_state[_NOTE] = sentence


def take_note() -> str:
    """Give the sentence that the last run left, once."""
    return str(st.session_state.pop(_NOTE, ""))
