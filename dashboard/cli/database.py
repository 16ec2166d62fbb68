"""Open a command's database, keep it private, and choose its exam and day."""

import os
import stat
from datetime import date
from pathlib import Path

from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import read_blueprint
from analytics.errors import UnknownExamError
from analytics.estimation.selection import chosen_blueprint, chosen_candidate, known_blueprints
from analytics.records import ME
from analytics.store import Rows, Store
from analytics.store.copies import is_database
from dashboard import environment
from dashboard.cli.dialogue import print_message
from dashboard.text import terminal

OTHERS = 0o077
"""Permission bits of the group and of all other users."""


def open_store(db: Path | None) -> Store:
    """Return the store at `db`, by default the user's own; its first use creates the file."""
    store = Store(db or environment.default_database())
    make_private(store)
    return store


def open_existing_store(db: Path | None) -> Store:
    """Return a store, but never create its file: a missing one is an error, such as a typo."""
    store = open_store(db)
    store.require_file()
    return store


def blueprint_from_option(rows: Rows, option: str | None, *, is_saved: bool = True) -> ExamBlueprint | None:
    """Return the exam that `--exam` names by a known code or by a file, which is saved if `is_saved`."""
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


def main_candidate(rows: Rows) -> str | None:
    """Return the candidate whose zone and day count for all: `me`, else the first; None without any."""
    names = rows.day_rules()
    return ME if ME in names else next(iter(names), None)


def chosen_subject(
    store: Store, candidate: str | None, exam: ExamBlueprint | None, as_of: date | None
) -> tuple[str, ExamBlueprint, date]:
    """Return the candidate, exam and day that a command answers for; without `--as-of` the day is that of pages."""
    from analytics.estimation.exam_plan import shown_on  # noqa: PLC0415  (slow to import, and an import needs no model)

    name = chosen_candidate(store, candidate)
    blueprint = exam or chosen_blueprint(store, name)
    day = as_of or shown_on(store, name, blueprint.code, environment.today(store.day_rule(name)))
    return name, blueprint, day


def make_private(store: Store) -> None:
    """Remove other users' access to a database, its backups and the data folder, and say so."""
    is_file = store.path.is_file() and os.access(store.path, os.R_OK)  # a path may name a folder by mistake
    if os.name != "posix" or not is_file or not is_database(store.path):
        return
    paths = [store.path, *(backup.path for backup in store.backups())]
    if store.path.parent == environment.data_folder():  # any other folder may hold other things
        paths.insert(0, store.path.parent)
    narrowed = [path for path in paths if _narrow(path)]
    if narrowed:
        print_message(terminal.made_private(narrowed))


def _narrow(path: Path) -> bool:
    """Remove other users' access to a file; return whether that changed it."""
    state = path.stat()
    if not state.st_mode & OTHERS or state.st_uid != os.geteuid():
        return False
    try:
        path.chmod(stat.S_IMODE(state.st_mode) & ~OTHERS)
    except OSError:  # a read-only disk, or one without users such as a memory stick
        return False
    return not path.stat().st_mode & OTHERS
