"""Commands on the database as a whole: export, backup, restore, undo and check."""

from pathlib import Path

from analytics.errors import ExitCode
from analytics.exports.canonical import export_files, export_parts
from analytics.store.inventory import restore_preview
from analytics.updates.stored_forecasts import storing_forecasts
from dashboard import environment
from dashboard.cli.database import main_candidate, open_existing_store, open_store
from dashboard.cli.dialogue import print_message
from dashboard.text import terminal, terminal_database


def run_export(folder: Path, *, db: Path | None = None, output_format: str = "csv") -> int:
    export = export_parts if output_format == "parquet" else export_files
    store = open_existing_store(db)
    if store.is_empty():
        print_message(terminal.NOTHING_TO_EXPORT)
        return ExitCode.COULD_NOT_RUN
    before = set(folder.iterdir()) if folder.is_dir() else set()
    paths = export(store, folder)
    if 0 < len(before.intersection(paths)) < len(paths):
        print_message(terminal.EXPORT_WAS_COMPLETED.format(folder=terminal.on_one_line(folder)))
    for path in paths:
        print(terminal.on_one_line(path))
    return ExitCode.DONE


def run_backup(file: Path, *, db: Path | None = None) -> int:
    was_there = file.exists()
    open_existing_store(db).backup(file)
    if was_there:
        print_message(terminal.BACKUP_WAS_REPLACED.format(path=terminal.on_one_line(file)))
    print(terminal.on_one_line(file))
    return ExitCode.DONE


def run_restore(file: Path | None = None, *, db: Path | None = None, is_dry_run: bool = False) -> int:
    """Restore a backup, or list the automatic backups if no file is named."""
    store = open_store(db)
    if file is None:
        print(terminal_database.backups(store.path, store.backups()))
        return ExitCode.DONE
    print(terminal_database.restore_preview(restore_preview(store, file)))
    if not is_dry_run:
        print_message(terminal_database.restored(store.restore(file)))
    return ExitCode.DONE


def run_undo(batch: int | None = None, *, db: Path | None = None) -> int:
    store = open_existing_store(db)
    candidate = main_candidate(store)
    today = environment.today(None if candidate is None else store.day_rule(candidate))
    with storing_forecasts(store, made_at=environment.now(), today=today):
        undone = store.undo(batch)
    print(terminal_database.undo_result(undone))
    return ExitCode.DONE


def run_check(*, db: Path | None = None) -> int:
    from dashboard.cli.saved_texts import saved_text_problems  # noqa: PLC0415  (slow to import, and only a check reads all)

    store = open_existing_store(db)
    problems = store.check() or saved_text_problems(store)
    for problem in problems:
        print(terminal.literal(problem))
    if not problems:
        print(terminal.ONLY_ROWS if store.is_read_only else terminal.NO_PROBLEMS)
    return ExitCode.PROBLEMS if problems else ExitCode.DONE
