"""The scope of this run: file, candidate, exam and day."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

import streamlit as st

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import CutscoreError
from analytics.estimation.selection import STARTED_EXAM
from analytics.records import ME, candidate_name
from dashboard import environment
from dashboard.sample import MAIN_CANDIDATE
from dashboard.session import stores

_SHOWS_SAMPLE = "shows_sample"
_CANDIDATE = "candidate"
_EXAM = "exam"
_AS_OF = "as_of"
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Scope:
    """A file at a revision, a candidate, a day, and an exam, None without one that has a blueprint."""

    path: str
    revision: int
    candidate_id: str
    exam_code: str | None
    as_of: date
    today: date
    is_sample: bool


def current() -> Scope:
    store = stores.sample_store() if shows_sample() else stores.own_store()
    path, revision = str(store.path), stores.revision_of(store)
    usual = MAIN_CANDIDATE if shows_sample() else ME
    names = stores.candidates(path, revision)
    candidate_id = default_candidate(names, chosen_candidate(names), usual)
    codes = stores.exam_codes(path, revision, candidate_id)
    exam_code = st.session_state.get(_EXAM)
    if exam_code not in codes:
        exam_code = codes[0] if codes else None
    today = environment.today(stores.day_rule(path, revision, candidate_id))
    as_of: date | None = st.session_state.get(_AS_OF)
    if as_of is None:
        as_of = today if exam_code is None else stores.shown_day(path, revision, candidate_id, exam_code, today)
    return Scope(
        path=path,
        revision=revision,
        candidate_id=candidate_id,
        exam_code=exam_code,
        as_of=min(as_of, today),
        today=today,
        is_sample=shows_sample(),
    )


def default_candidate(names: Sequence[str], chosen: str | None, usual: str = ME) -> str:
    """Return the chosen candidate if there is one of that name, else the usual one, else the first."""
    if chosen is not None and chosen in names:
        return chosen
    return usual if usual in names or not names else names[0]


def shows_sample() -> bool:
    """Return whether the pages show the sample: by the last choice, else while the user's own database is empty."""
    if not stores.has_sample():
        return False
    if _SHOWS_SAMPLE not in st.session_state:
        remembered = stores.saved_text(str(stores.own_path()), ME, _SHOWS_SAMPLE, str)
        is_empty = not stores.own_store().candidates()
        st.session_state[_SHOWS_SAMPLE] = is_empty if remembered is None else remembered == _YES
    return bool(st.session_state[_SHOWS_SAMPLE])


def show_sample(is_shown: bool) -> None:
    """Show the sample or the candidate's own database, also in later sessions."""
    st.session_state.pop(_AS_OF, None)
    if stores.has_sample() and is_shown != shows_sample():
        st.session_state[_SHOWS_SAMPLE] = is_shown
        for key in (_CANDIDATE, _EXAM):
            st.session_state.pop(key, None)
        stores.own_store().save_text(ME, _SHOWS_SAMPLE, _YES if is_shown else _NO)


def chosen_candidate(names: Sequence[str]) -> str | None:
    """Return the candidate chosen on the page, else the one in the address, else the one of several chosen last.

    A reload is a session of its own, in which an entry for one candidate must not be one for another.
    """
    if _CANDIDATE in st.query_params:
        st.session_state.setdefault(_CANDIDATE, candidate_name(st.query_params[_CANDIDATE]))
    chosen: str | None = st.session_state.get(_CANDIDATE)
    if chosen is None and len(names) > 1 and not shows_sample():
        return stores.saved_text(str(stores.own_path()), ME, _CANDIDATE, str)
    return chosen


def choose_candidate(candidate_id: str, exam_code: str | None = None) -> None:
    st.session_state[_CANDIDATE] = candidate_id
    st.session_state[_EXAM] = exam_code
    st.session_state.pop(_AS_OF, None)
    if not (shows_sample() or environment.is_read_only()):
        with suppress(CutscoreError):  # of a file that is in use or write-protected: it can be shown all the same
            stores.own_store().save_text(ME, _CANDIDATE, candidate_id)


def choose_exam(exam_code: str) -> None:
    st.session_state[_EXAM] = exam_code
    st.session_state.pop(_AS_OF, None)


def choose_day(as_of: date) -> None:
    st.session_state[_AS_OF] = as_of


def candidates(scope: Scope) -> Sequence[str]:
    names = stores.candidates(scope.path, scope.revision)
    return sorted(names, key=lambda name: name != MAIN_CANDIDATE) if scope.is_sample else names


def groups(scope: Scope) -> Mapping[str, Sequence[str]]:
    """Return the candidates of each exam that several prepare for."""
    by_exam = stores.candidates_by_exam(scope.path, scope.revision)
    return {code: names for code, names in by_exam.items() if code in blueprints(scope) and len(names) > 1}


def group_exam(scope: Scope) -> str | None:
    """Return the exam of the group: the shown one if several prepare for it, else the one that most prepare for."""
    found = groups(scope)
    if scope.exam_code in found:
        return scope.exam_code
    return max(found, key=lambda code: len(found[code]), default=None)


def group_day(scope: Scope) -> date:
    """Return the chosen day, else today, even if the candidate shown passed earlier."""
    chosen: date | None = st.session_state.get(_AS_OF)
    return min(chosen or scope.today, scope.today)


def start_exam(candidate_id: str, exam_code: str) -> None:
    """Choose an exam, also for later sessions until it has practice."""
    stores.own_store().save_setting(candidate_id, STARTED_EXAM, exam_code)
    choose_exam(exam_code)


def exam_codes(scope: Scope) -> Sequence[str]:
    return stores.exam_codes(scope.path, scope.revision, scope.candidate_id)


def blueprints(scope: Scope) -> Mapping[str, ExamBlueprint]:
    return stores.blueprints(scope.path, scope.revision)


def blueprint(scope: Scope) -> ExamBlueprint | None:
    return None if scope.exam_code is None else blueprints(scope)[scope.exam_code]
