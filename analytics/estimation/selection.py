"""Which candidate and which exam are meant."""

from collections.abc import Mapping
from functools import partial

from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import Blueprints, parse_blueprint
from analytics.errors import UnknownCandidateError, UnknownExamError
from analytics.records import ME, candidate_name
from analytics.store import Rows, Store
from analytics.store.settings_tables import parse_saved

STARTED_EXAM = "started_exam"
"""The name of the saved text with the exam that was started last."""

CHOSEN_EXAM = "exam"
"""The name of the saved text with the exam that was chosen at an import before any row named one."""


def known_blueprints(rows: Rows) -> Mapping[str, ExamBlueprint]:
    """Return every exam by its code; the candidate's own take precedence over shipped ones."""
    parse = partial(parse_blueprint, file="exam")
    return Blueprints(
        {code: parse_saved("blueprint", code, text, parse) for code, text in rows.blueprint_texts().items()}
    )


def chosen_candidate(rows: Rows, candidate_id: str | None) -> str:
    """Return the candidate of that name or, without a name, `me` or else the only candidate.

    The names of all others are read only if somebody has to choose.

    Raises:
        UnknownCandidateError: If there is no such candidate, or several to choose from.
    """
    name = ME if candidate_id is None else candidate_name(candidate_id)
    if rows.has_candidate(name):
        return name
    names = rows.candidates()
    if candidate_id is not None:
        from analytics.records.names import nearest  # noqa: PLC0415  (only an error needs its tables)

        raise UnknownCandidateError(candidate_id, names, nearest=nearest(name, names))
    if len(names) != 1:
        raise UnknownCandidateError(None, names)
    return names[0]


def chosen_blueprint(store: Store, candidate_id: str) -> ExamBlueprint:
    """Return the candidate's current exam, of those that have a blueprint.

    Raises:
        UnknownExamError: If there is no such exam.
    """
    blueprints = known_blueprints(store)
    codes = exams_of(store, candidate_id)
    code = next((code for code in codes if code in blueprints), None)
    if code is None:
        raise UnknownExamError(next(iter(codes), None), list(blueprints))
    return blueprints[code]


def exams_of(store: Store, candidate_id: str) -> tuple[str, ...]:
    """Return the exams of a candidate's rows, the current one first.

    That is the one started last until it has practice, else the next one planned after a pass, else the one practiced
    last.
    """
    return tuple(store.table("exams_of_candidate", candidate_id=candidate_id).exam_code.tolist())
