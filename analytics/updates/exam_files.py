"""Save an exam file, with the rows of its renamed domains."""

from collections.abc import Mapping

from analytics.blueprints.model import ExamBlueprint
from analytics.store import DomainRenames, Store


def save_exam_file(store: Store, blueprint: ExamBlueprint, text: str, known: Mapping[str, ExamBlueprint]) -> None:
    """Save a blueprint and rename domains in its rows, or none; a `CutscoreError` if two rows would have one key."""
    store.save_blueprint(blueprint.code, text, domain_renames(store, blueprint, known))


def domain_renames(store: Store, blueprint: ExamBlueprint, known: Mapping[str, ExamBlueprint]) -> DomainRenames | None:
    """Return the renamed domains of an exam, None if there are none.

    A row without an exam belongs to all exams of its candidate. It is renamed only if no other of them may have a
    domain with the former id.
    """
    ids = blueprint.former_ids
    if not ids:
        return None
    by_exam, names = store.candidates_by_exam(), store.candidates()
    by_exam.pop(blueprint.code, None)
    candidates: dict[str, list[str]] = {}
    for former in ids:
        may_have = [code for code in by_exam if code not in known or former in known[code].domain_ids]
        of_others = {name for code in may_have for name in by_exam[code]}
        candidates[former] = [name for name in names if name not in of_others]
    return DomainRenames(blueprint.code, ids, candidates)
