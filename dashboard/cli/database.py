"""The database and the exam that a command works on."""

from datetime import date
from pathlib import Path

from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import read_blueprint
from analytics.errors import UnknownExamError
from analytics.estimation.selection import known_blueprints
from analytics.store import Rows, Store
from dashboard import environment
from dashboard.cli import private_files


def open_store(db: Path | None) -> Store:
    """Return the store at `db`, or the default one; its first use creates the file."""
    store = Store(db or environment.default_database())
    private_files.make_private(store)
    return store


def open_existing_store(db: Path | None) -> Store:
    """Return a store whose file exists, so that a typo does not create one.

    Raises:
        StoreMissingError: If there is no such file.
    """
    store = open_store(db)
    store.require_file()
    return store


def blueprint_from_option(rows: Rows, option: str | None, *, is_saved: bool = True) -> ExamBlueprint | None:
    """Return the exam that `--exam` names by its code or by a file.

    The blueprint of a file is saved to a store unless `is_saved` is false.

    Raises:
        UnknownExamError: If no known exam has this code.
    """
    if option is None:
        return None
    if option.endswith(".toml"):
        path = Path(option)
        blueprint = read_blueprint(path)
        if is_saved and isinstance(rows, Store):
            from analytics.updates.exam_files import save_exam_file  # noqa: PLC0415  (only an exam file needs it)

            save_exam_file(rows, blueprint, path.read_text(encoding="utf-8-sig"), known_blueprints(rows))
        return blueprint
    blueprints = known_blueprints(rows)
    if option not in blueprints:
        raise UnknownExamError(option, list(blueprints))
    return blueprints[option]


def shown_day(store: Store, candidate_id: str, exam_code: str) -> date:
    """Return the day that a command answers for unless `--as-of` names one, as pages do."""
    from analytics.estimation.exam_plan import shown_on  # noqa: PLC0415  (slow to import, and an import needs no model)

    return shown_on(store, candidate_id, exam_code, environment.today(store.day_rule(candidate_id)))
